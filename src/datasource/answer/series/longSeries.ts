import type {
  CallOptions,
  PyroscopeClient,
  SelectSeriesRequest,
  TimeRange,
  TimeSeries,
} from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { askLongRange } from '../../../../pkg/longrange/askLongRange';
import type { LongAnswer } from '../../../../pkg/longrange/longQuestion';
import type { Piece } from '../../../../pkg/longrange/askPieces';
import type { LengthLimit } from '../../../../pkg/longrange/lengthLimit';
import { loadCode } from '../../../loading/loadCode';
import { loadFailureTexts } from '../loadFailureTexts';
import type { PiecesState } from '../../../../pkg/longrange/mergedProfile';
import { loadPiecesText } from '../loadPiecesText';

export interface Asking {
  client: PyroscopeClient;
  lengthLimit: LengthLimit;
  stepMs: number;
  signal: AbortSignal;
}

export interface InPieces {
  /** What the user has to know of how the range was asked. */
  notes: string[];
  /** Why parts of the range are missing. */
  errors: string[];
}

export interface LongSeries extends InPieces {
  series: TimeSeries[];
}

/** The series of a range, in as many queries as the server demands; `onPartial` gets what is there so far. */
export async function longSeries(
  request: SelectSeriesRequest,
  { client, lengthLimit, stepMs, signal }: Asking,
  exemplars: boolean,
  onPartial: (partial: LongSeries) => void
): Promise<LongSeries> {
  const soFar: TimeSeries[][] = [];
  const range = { start: request.start, end: request.end };
  const ask = (piece: TimeRange, own: AbortSignal) => {
    // The largest series of a piece need not be those of the whole.
    const isWhole = piece.start === range.start && piece.end === range.end;
    const asked = { ...request, ...piece, ...(isWhole ? {} : { limit: undefined }) };
    return exemplars ? withExemplars(asked, client, { signal: own }) : client.selectSeries(asked, { signal: own });
  };
  const answer = await askLongRange({ range, stepMs, ask }, lengthLimit, signal, ({ piece, done, of, pieceMs }) => {
    soFar.push(piece.value ?? []);
    if (done < of) {
      const state = { done, of, pieceMs, failed: [] };
      Promise.all([joined([...soFar], request.limit), loadPiecesText()])
        .then(([series, { progressText }]) => onPartial({ series, notes: [progressText(state)], errors: [] }))
        // The whole of it fails in the same way, and says so.
        .catch(() => undefined);
    }
  });
  const series = await joined(
    answer.pieces.map(({ value }) => value ?? []),
    request.limit
  );
  return { series, ...(await piecesOutcome(answer, range, stepMs)) };
}

/** Few ranges are asked in pieces, so the code that joins them is fetched when it is needed. */
async function joined(pieces: TimeSeries[][], limit: number | undefined): Promise<TimeSeries[]> {
  if (pieces.length === 1) {
    return limit ? pieces[0].slice(0, limit) : pieces[0];
  }
  const { joinedSeries } = await loadCode(
    () => import(/* webpackChunkName: "answers" */ '../../../../pkg/longrange/joinedSeries')
  );
  return joinedSeries(pieces, limit);
}

/** Servers that have no exemplars answer without, or not at all. */
async function withExemplars(
  request: SelectSeriesRequest,
  client: PyroscopeClient,
  options: CallOptions
): Promise<TimeSeries[]> {
  try {
    return await client.selectSeries({ ...request, exemplars: 'individual' }, options);
  } catch (error) {
    if (error instanceof PyroscopeError && error.code === 'unimplemented') {
      return client.selectSeries(request, options);
    }
    throw error;
  }
}

/** What has to be said of how a range was asked. */
export async function piecesOutcome<T>(
  { pieces, limits, searched }: LongAnswer<T>,
  asked: TimeRange,
  stepMs: number
): Promise<InPieces> {
  if (pieces.length === 1) {
    return { notes: [], errors: await failedOnly(pieces[0]) };
  }
  const failed = pieces.flatMap(({ range, error }) => (error ? [{ range, error }] : []));
  const pieceMs = pieces[0].range.end - pieces[0].range.start + stepMs;
  const state = { done: pieces.length, of: pieces.length, pieceMs, failed };
  const missing = await missingOf(state);
  return {
    notes: (await loadPiecesText()).piecesNotes({ pieces: state, searched, ...(limits ? { limits } : {}) }, asked),
    errors: missing === undefined ? [] : [missing],
  };
}

async function failedOnly<T>({ range, error }: Piece<T>): Promise<string[]> {
  const failed = error ? [{ range, error }] : [];
  const missing = await missingOf({ done: 1, of: 1, pieceMs: range.end - range.start, failed });
  return missing === undefined ? [] : [missing];
}

async function missingOf(state: PiecesState): Promise<string | undefined> {
  return state.failed.length > 0 ? (await loadFailureTexts()).missingText(state) : undefined;
}
