import { idWords } from '../storage/idWords';
import { failedSearch } from './failedSearch';
import type { SampleSelection } from './mergeStacks';

const UUID_LENGTHS = new Set([32, 36, 38, 45]);

/** What calls can say about the samples they want; a list without entries does not limit. */
export interface AskedSamples {
  spanSelector?: readonly string[];
  traceIdSelector?: readonly string[];
  profileIdSelector?: readonly string[];
  stackTraceSelector?: { callSite: ReadonlyArray<{ name: string }>; goPgo?: unknown };
}

/** @throws ConnectError unknown for what is no id, as Pyroscope does where it has something to search. */
export function sampleSelection(asked: AskedSamples): SampleSelection {
  const { spanSelector = [], traceIdSelector = [], profileIdSelector = [], stackTraceSelector } = asked;
  return {
    spans: someOf(spanSelector, (id) => parseId('span', id, 2)),
    traces: someOf(traceIdSelector, (id) => parseId('trace', id, 4)),
    profileIds: profileIdSelector.length > 0 ? new Set(profileIdSelector.map(parseUuid)) : undefined,
    callSite: stackTraceSelector?.goPgo ? undefined : stackTraceSelector?.callSite.map(({ name }) => name),
  };
}

function someOf<T>(ids: readonly string[], parse: (id: string) => T): T[] | undefined {
  return ids.length > 0 ? ids.map(parse) : undefined;
}

function parseId(kind: 'span' | 'trace', id: string, words: number): readonly number[] {
  if (id.length !== words * 8) {
    throw failedSearch(`invalid ${kind} id length: ${JSON.stringify(id)}`);
  }
  if (!/^[0-9a-fA-F]+$/.test(id)) {
    throw failedSearch(`invalid ${kind} id: ${JSON.stringify(id)}`);
  }
  return idWords(id, words) ?? [];
}

/** In any of the forms of a UUID: plain digits, with dashes, in braces, as a URN. */
function parseUuid(id: string): string {
  const match = /^(?:urn:uuid:|\{)?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})\}?$/i.exec(id);
  if (!match) {
    throw failedSearch(UUID_LENGTHS.has(id.length) ? 'invalid UUID format' : `invalid UUID length: ${id.length}`);
  }
  return match[1].replaceAll('-', '').toLowerCase();
}
