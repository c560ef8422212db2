import type { SourcePlace } from '../../frames/askDetails';
import type { KnownSource } from './knownSources';

/** Where a function is written: its beginning, or where that is not known its heaviest line. Undefined without a file. */
export function placeOf(source: Pick<KnownSource, 'places' | 'lines'>, name: string): SourcePlace | undefined {
  const [heaviest] = source.lines;
  const place = source.places.get(name);
  const file = place?.file || heaviest?.file;
  if (!file) {
    return undefined;
  }
  return { file, line: place?.line || heaviest?.line || 0, module: place?.module ?? '' };
}

export function placeText({ file, line }: SourcePlace): string {
  return line > 0 ? `${file}:${line}` : file;
}
