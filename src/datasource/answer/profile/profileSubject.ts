import { parseSelector, type Matcher } from '../../../../pkg/pyroscope/selector/selector';
import type { ProfileMeta } from '../../../frames/profileMeta';

/** `{service_name="shop", version="v2"}` as the service `shop` and the label `version=v2`; undefined for a broken selector. */
export function profileSubject(labelSelector: string): ProfileMeta['subject'] {
  let matchers: Matcher[];
  try {
    ({ matchers } = parseSelector(labelSelector));
  } catch {
    return undefined;
  }
  // “All” of a variable selects everything, and says nothing of the profile.
  const telling = matchers.filter(({ op, value }) => !(op === '=~' && (value === '.*' || value === '.+')));
  const service = telling.find(({ name, op }) => name === 'service_name' && (op === '=' || op === '=~'));
  const labels = telling.filter((matcher) => matcher !== service).map(({ name, op, value }) => `${name}${op}${value}`);
  return { ...(service ? { service: service.value } : {}), labels };
}
