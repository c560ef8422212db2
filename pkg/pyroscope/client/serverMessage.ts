import type { PyroscopeErrorCode, PyroscopeErrorParams } from '../errors';
import { readQuoted } from '../selector/goString';

export interface ServerMessage {
  /** Absent where the words alone do not say what went wrong. */
  code?: PyroscopeErrorCode;
  /** `message` is what the server said without the wrappings of the components it passed through. */
  params: PyroscopeErrorParams;
}

const BY_GRPC_CODE = new Map<string, PyroscopeErrorCode>([
  ['Canceled', 'cancelled'],
  ['InvalidArgument', 'invalid-request'],
  ['DeadlineExceeded', 'timeout'],
  ['NotFound', 'not-found'],
  ['PermissionDenied', 'forbidden'],
  ['ResourceExhausted', 'rate-limited'],
  ['FailedPrecondition', 'invalid-request'],
  ['OutOfRange', 'invalid-request'],
  ['Unimplemented', 'unimplemented'],
  ['Unavailable', 'unavailable'],
  ['Unauthenticated', 'unauthenticated'],
]);

/** Reads the meaning of an error out of its words, because statuses and codes differ between storage modes. */
export function readServerMessage(text: string): ServerMessage {
  const { message, grpcCode } = unwrap(text);
  const known = readKnown(message);
  if (known) {
    return known;
  }
  const code = grpcCode === undefined ? undefined : BY_GRPC_CODE.get(grpcCode);
  return { ...(code && { code }), params: { message } };
}

/** Takes off prefixes with a code and JSON of an inner server, in any order and number. */
function unwrap(text: string): { message: string; grpcCode?: string } {
  let message = text.trim();
  let grpcCode: string | undefined;
  for (;;) {
    const inner = innerJson(message);
    const prefix = /^(?:rpc error: code = (\w+) desc = |(?:invalid_argument|unknown|internal|unavailable): )/.exec(
      message
    );
    if (inner !== undefined) {
      message = inner;
    } else if (prefix) {
      grpcCode = prefix[1] ?? grpcCode;
      message = message.slice(prefix[0].length);
    } else {
      return { message, grpcCode };
    }
  }
}

function innerJson(message: string): string | undefined {
  if (!message.startsWith('{')) {
    return undefined;
  }
  try {
    const inner = JSON.parse(message)?.message;
    return typeof inner === 'string' ? inner : undefined;
  } catch {
    return undefined;
  }
}

function readKnown(message: string): ServerMessage | undefined {
  const range = /query time range exceeds the limit(?:.*\bactual: ([^,)]+))?(?:.*\blimit: ([^,)]+))?/.exec(message);
  if (range) {
    const actualMs = readDuration(range[1]);
    const limitMs = readDuration(range[2]);
    return {
      code: 'range-too-long',
      params: { message, ...(actualMs !== undefined && { actualMs }), ...(limitMs !== undefined && { limitMs }) },
    };
  }
  const nodes =
    /max flamegraph nodes limit (?:(-?\d+) is greater than allowed (\d+)|must be set \(max allowed (\d+)\))/.exec(
      message
    );
  if (nodes) {
    const actual = nodes[1] === undefined ? {} : { actual: Number(nodes[1]) };
    return { code: 'too-many-nodes', params: { message, ...actual, limit: Number(nodes[2] ?? nodes[3]) } };
  }
  if (message.includes('profile-type selection must be of the form')) {
    return { code: 'bad-profile-type', params: { message } };
  }
  const fault = readParseError(message);
  if (fault) {
    return fault;
  }
  if (/^(?:no org id\b|tenant ID )/.test(message)) {
    return { code: 'missing-tenant', params: { message } };
  }
  if (/^Authentication to data source failed/.test(message)) {
    return { code: 'unauthenticated', params: { message } };
  }
  if (saysThen(message, /data source URL/i, /"\\*"|empty/i)) {
    return { code: 'no-url', params: { message } };
  }
  // Mistakes of the question that the servers report as their own failures (500).
  if (
    /^invalid (?:span|trace) id|^invalid UUID|cannot be combined$|heatmap query type must be|exemplars only available/.test(
      message
    )
  ) {
    return { code: 'invalid-request', params: { message } };
  }
  if (saysThen(message, /message size \d+ /, /larger|exceeds/) || /larger than (?:configured )?max/.test(message)) {
    return { code: 'too-large', params: { message } };
  }
  return undefined;
}

/** Whether a line has `first` and, somewhere behind it, `then`: in time that goes with its length, unlike `first.*then`. */
function saysThen(message: string, first: RegExp, then: RegExp): boolean {
  return message.split('\n').some((line) => {
    const match = first.exec(line);
    return match !== null && then.test(line.slice(match.index + match[0].length));
  });
}

const PARSE_ERROR = ': parse error: ';
const UNKNOWN_POSITION = 'unknown position';

/** `1:17: parse error: …`, or `unknown position` for the place; what is not preceded by either is no fault's place. */
function readParseError(message: string): ServerMessage | undefined {
  for (let at = message.indexOf(PARSE_ERROR); at >= 0; at = message.indexOf(PARSE_ERROR, at + 1)) {
    const column = startOfDigits(message, at);
    const line = message[column - 1] === ':' ? startOfDigits(message, column - 1) : column;
    const isPlace = column < at && line < column - 1;
    if (isPlace || message.endsWith(UNKNOWN_POSITION, at)) {
      const place = isPlace
        ? indexOf(message, Number(message.slice(line, column - 1)), Number(message.slice(column, at)))
        : undefined;
      const params = {
        message: message.slice(at + PARSE_ERROR.length),
        ...(place !== undefined && { position: place }),
      };
      return { code: 'bad-selector', params };
    }
  }
  return undefined;
}

/** Where the digits begin that end at `end`; `end` itself where there are none. */
function startOfDigits(text: string, end: number): number {
  let start = end;
  while (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') {
    start--;
  }
  return start;
}

/** Line and column count from 1 and in bytes of the selector that the message quotes; the index is one into its text. */
function indexOf(message: string, line: number, column: number): number | undefined {
  const quoted = message.search(/(?<=label selector )"/);
  if (quoted < 0) {
    return line === 1 ? column - 1 : undefined;
  }
  let selector: string;
  try {
    selector = readQuoted(message, quoted).value;
  } catch {
    return line === 1 ? column - 1 : undefined;
  }
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = selector.indexOf('\n', start);
    if (end < 0) {
      return undefined;
    }
    start = end + 1;
  }
  const encoder = new TextEncoder();
  let bytes = 0;
  let index = start;
  while (index < selector.length && bytes < column - 1) {
    const char = String.fromCodePoint(selector.codePointAt(index)!);
    bytes += encoder.encode(char).length;
    index += char.length;
  }
  return index;
}

const MILLISECONDS = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
  ['y', 31_536_000_000],
]);

/** `25h0m0s`, `1d`, `1w2d`. */
function readDuration(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|[smhdwy]))+$/.test(text)) {
    return undefined;
  }
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|[smhdwy])/g)) {
    sum += Number(amount) * MILLISECONDS.get(unit)!;
  }
  return sum;
}
