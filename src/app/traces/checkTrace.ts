import { serverOf } from '../../datasource/public';
import { tempoAt } from '../../tempo/tempo';
import { PROFILE_ID, type Span } from '../../tempo/span';
import { HOUR_MS } from '../useServices';
import type { TraceToProfiles } from './tempoLink';

const SEARCHED = 100;
/** Of a trace so many spans are counted in one call. */
const MOST_COUNTED = 50;
/** A span's samples are stored under the time its profile ended. */
const MARGIN_MS = 60_000;

/** What a recent trace shows of the way from its spans to their profiles. */
export interface TraceCheck {
  traceId: string;
  /** Of its first span. */
  name: string;
  startMs: number;
  spans: number;
  marked: number;
  /** Of the longest marked span, in milliseconds. */
  longestMs: number;
  /** What the samples of the marked spans add up to; absent where none is marked. */
  found?: { counted: number; amount: number; samples?: number; profileTypeId: string };
  /** Services with spans in the last hour of which none is marked. */
  unmarked: Array<{ service: string; language: string }>;
  /** Labels of the settings that no profile has. */
  missingLabels: string[];
}

/**
 * Looks at the newest trace of the last hour that has marked spans, else at the newest, and counts the samples of its
 * spans by one call. Undefined where there is no trace. Rejects with a `TempoError` or a `PyroscopeError`.
 */
export async function checkTrace(tempoUid: string, link: TraceToProfiles): Promise<TraceCheck | undefined> {
  const end = Date.now();
  const hour = { start: end - HOUR_MS, end };
  const attributes = `select(resource.service.name, resource.telemetry.sdk.language, span.${PROFILE_ID})`;
  const tempo = tempoAt(tempoUid);
  const seen = (await tempo.search(`{ kind = server } | ${attributes}`, hour, SEARCHED)).sort(
    (one, other) => other.startMs - one.startMs
  );
  const chosen = seen.find(({ profileId }) => profileId !== undefined) ?? seen[0];
  if (!chosen) {
    return undefined;
  }
  const spans = await tempo.trace(chosen.traceId, hour);
  const marked = spans.filter(({ profileId }) => profileId !== undefined);
  const [first] = [...spans].sort((one, other) => one.startMs - other.startMs);
  return {
    traceId: chosen.traceId,
    name: first.name,
    startMs: first.startMs,
    spans: spans.length,
    marked: marked.length,
    longestMs: Math.max(0, ...marked.map(({ durationMs }) => durationMs)),
    ...(marked.length > 0 ? { found: await samplesOf(marked, link) } : {}),
    unmarked: unmarkedServices([...seen, ...spans]),
    missingLabels: await missingLabels(link, hour),
  };
}

async function samplesOf(marked: readonly Span[], link: TraceToProfiles) {
  const longest = [...marked].sort((one, other) => other.durationMs - one.durationMs).slice(0, MOST_COUNTED);
  const range = {
    start: Math.floor(Math.min(...longest.map(({ startMs }) => startMs))) - MARGIN_MS,
    end: Math.ceil(Math.max(...longest.map(({ startMs, durationMs }) => startMs + durationMs))) + MARGIN_MS,
  };
  const server = serverOf(link.datasourceUid);
  const profileTypeId = link.profileTypeId || (await server.cpuType(longest[0].service, range)).id;
  if (profileTypeId === undefined) {
    return { counted: longest.length, amount: 0, profileTypeId: '' };
  }
  const ids = longest.flatMap(({ profileId }) => (profileId ? [profileId.toLowerCase()] : []));
  return { counted: longest.length, profileTypeId, ...(await server.samplesOfSpans(ids, profileTypeId, range)) };
}

async function missingLabels({ datasourceUid, tags }: TraceToProfiles, range: { start: number; end: number }) {
  const known = new Set(await serverOf(datasourceUid).labelNames(range));
  return [...new Set(tags.map(({ value }) => value))].filter((label) => !known.has(label));
}

function unmarkedServices(spans: readonly Span[]): TraceCheck['unmarked'] {
  const marked = new Set(spans.filter(({ profileId }) => profileId !== undefined).map(({ service }) => service));
  const others = new Map<string, string>();
  for (const { service, language = '' } of spans) {
    // A span may come without its service's name: there is nobody to tell.
    if (service !== '' && !marked.has(service)) {
      others.set(service, others.get(service) || language);
    }
  }
  return [...others].map(([service, language]) => ({ service, language }));
}
