import { locationUtil, textUtil, type DataLink, type InterpolateFunction } from '@grafana/data';
import type { SourcePlace } from '../../frames/askDetails';
import type { ProfileFrame } from '../frame/profiles';
import type { Labels } from './sourceLink';
import { encoded, fillTemplate, pathEncoded, templateNames } from './template';

export interface FunctionLink {
  title: string;
  href: string;
  newTab: boolean;
}

const LABEL = '__frame.labels.';

/** The data links that the panel's settings give to values: those of the field that the amounts are in. */
function settingsOf({ value }: ProfileFrame): DataLink[] {
  return (value.config.links ?? []).filter(({ url }) => url);
}

export function dataLinkLabels(profile: ProfileFrame): string[] {
  const names = settingsOf(profile).flatMap(({ url, title }) => templateNames(`${url} ${title}`));
  return names.filter((name) => name.startsWith(LABEL)).map((name) => name.slice(LABEL.length));
}

/**
 * Data links of a function, their variables filled in: Grafana's own first, then `${__frame.function}`,
 * `${__frame.file}`, `${__frame.line}` and `${__frame.labels.NAME}`. One that needs what is not known is left out.
 */
export function dataLinks(
  profile: ProfileFrame,
  name: string,
  place: SourcePlace | undefined,
  labels: Labels,
  replaceVariables: InterpolateFunction
): FunctionLink[] {
  const valueOf = (part: string, encode: (text: string) => string, encodePath: (text: string) => string) => {
    if (part.startsWith(LABEL)) {
      const label = part.slice(LABEL.length);
      return Object.hasOwn(labels, label) ? encode(labels[label]) : undefined;
    }
    switch (part) {
      case '__frame.function':
        return encode(name);
      case '__frame.file':
        return place && encodePath(place.file);
      case '__frame.line':
        return place && `${Math.max(1, place.line)}`;
      default:
        // What Grafana does not know it leaves as it is.
        return `\${${part}}`;
    }
  };
  return settingsOf(profile).flatMap(({ url, title, targetBlank }) => {
    const asIs = (text: string) => text;
    const filled = fillTemplate(replaceVariables(url, undefined, 'percentencode'), (part, first) =>
      first && part.startsWith('__frame') ? undefined : valueOf(part, encoded, pathEncoded)
    );
    const shown = fillTemplate(replaceVariables(title || url), (part) => valueOf(part, asIs, asIs));
    const href = filled && textUtil.sanitizeUrl(locationUtil.assureBaseUrl(filled.replace(/\s+/g, '')));
    return href && shown && href !== 'about:blank' ? [{ title: shown, href, newTab: targetBlank === true }] : [];
  });
}
