import type { SourcePlace } from '../../frames/askDetails';
import type { KnownSource } from './knownSources';

/**
 * Where a function is written: its beginning, or where that is not known its heaviest line. Undefined without a file.
 * Lines are of the call, while another function of that name may have its place in another file.
 */
export function placeOf(source: Pick<KnownSource, 'places' | 'lines'>, name: string): SourcePlace | undefined {
  const [heaviest] = source.lines;
  const place = source.places.get(name);
  const file = heaviest?.file || place?.file;
  if (!file) {
    return undefined;
  }
  return { file, line: (place?.file === file && place.line) || heaviest?.line || 0, module: place?.module ?? '' };
}

export function placeText({ file, line }: SourcePlace): string {
  return line > 0 ? `${file}:${line}` : file;
}
