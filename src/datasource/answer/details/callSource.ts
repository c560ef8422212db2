import { inSlices } from '../../../../pkg/calltree/slices';
import { FormatError } from '../../../../pkg/formats/errors';
import { callLines, type CallLines } from '../../../../pkg/formats/pprofLines';
import type { MergeStacktracesRequest, PyroscopeClient } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { isCpu, kindOf } from '../../../../pkg/pyroscope/profileType';
import { findingSamplePeriod } from '../../../../pkg/pyroscope/sampling/sampleCount';
import type { CallSource, LineAmount, SourcePlace } from '../../../frames/askDetails';
import { errorSentence } from '../../../wording/errorSentence';
import { askLongRange } from '../../../../pkg/longrange/askLongRange';
import { loadFailureTexts } from '../loadFailureTexts';
import type { AnswerContext } from '../question';

type DetailsContext = Pick<AnswerContext, 'client' | 'lengthLimit'>;

/** Of CPU and wall time alone: what else is counted is no whole number of samples of one size. */
export async function samplePeriod(
  profileTypeId: string,
  self: Float64Array,
  signal: AbortSignal
): Promise<number | undefined> {
  return isCpu(profileTypeId) || kindOf(profileTypeId) === 'wall'
    ? inSlices(findingSamplePeriod(self), signal)
    : undefined;
}

/**
 * Lines are in pprof files alone. Servers take a call path with them in every storage mode (v1 and v2, seen in 1.15 and
 * 2.2); the stacks are told apart here all the same. Spans cannot be selected: their stacks' lines are those of all.
 */
export async function callSource(
  request: MergeStacktracesRequest,
  path: readonly string[],
  labelNames: readonly string[],
  { client, lengthLimit }: DetailsContext,
  signal: AbortSignal
): Promise<CallSource> {
  const { spanIds, maxNodes: _, ...rest } = request;
  const ask = async (range: { start: number; end: number }, own: AbortSignal) =>
    inSlices(
      callLines(await client.selectMergeProfile({ ...rest, ...range, callSite: [...path] }, { signal: own }), path),
      own
    );
  const labels = labelsOf(request, labelNames, client, signal);
  try {
    const { pieces } = await askLongRange(
      { range: { start: request.start, end: request.end }, ask },
      lengthLimit,
      signal
    );
    const failed = pieces.find(({ error }) => error);
    if (failed) {
      throw failed.error;
    }
    const read = pieces.map(({ value }) => value).filter((one) => one !== undefined);
    return { ...together(read), labels: await labels, ...(spanIds?.length && { allSamples: true }) };
  } catch (error) {
    signal.throwIfAborted();
    const { errorText } = await loadFailureTexts();
    const cause = error instanceof FormatError ? new PyroscopeError('not-pyroscope', {}, { cause: error }) : error;
    throw new Error(errorSentence(errorText(cause, request)), { cause });
  }
}

/** Parts of a range as one. */
function together(parts: readonly CallLines[]): Pick<CallSource, 'total' | 'lines' | 'places'> {
  if (parts.length === 1) {
    return parts[0];
  }
  const sums = new Map<string, LineAmount>();
  const places = new Map<string, SourcePlace>();
  for (const part of parts) {
    for (const { file, line, self, total } of part.lines) {
      const key = `${line} ${file}`;
      const before = sums.get(key);
      sums.set(key, { file, line, self: self + (before?.self ?? 0), total: total + (before?.total ?? 0) });
    }
    part.places.forEach((place, name) => places.set(name, places.get(name) ?? place));
  }
  return {
    total: parts.reduce((sum, { total }) => sum + total, 0),
    lines: [...sums.values()].sort((one, other) => other.total - one.total || one.line - other.line),
    places,
  };
}

/** Links are made of them: without them there are fewer, which is no failure of the lines. */
async function labelsOf(
  { profileTypeId, labelSelector, start, end }: MergeStacktracesRequest,
  labelNames: readonly string[],
  client: PyroscopeClient,
  signal: AbortSignal
): Promise<Record<string, string>> {
  const ofType = `{__profile_type__=${JSON.stringify(profileTypeId)}}`;
  const question = { start, end, matchers: [labelSelector, ofType], labelNames: [...labelNames] };
  const sets = await client.series(question, { signal }).catch(() => []);
  const found: Record<string, string> = {};
  for (const name of labelNames) {
    const values = new Set(sets.map((set) => set.find((pair) => pair.name === name)?.value ?? ''));
    const [only] = values;
    if (values.size === 1 && only) {
      found[name] = only;
    }
  }
  return found;
}
