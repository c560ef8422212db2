import { invalid } from '../errors/connectError';

/** As many as Go's reader, which is Pyroscope's, takes. */
const MAX_PARTS = 1000;
const DASH = 0x2d;
/** `;name=token`, `;name="quoted \" text"`, one right after the other. */
const PARAMETER = /\s*;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\[^])*)"|([^;\s]*))/gy;
const MAX_HEADERS = 64 * 1024;

/**
 * The fields of a multipart/form-data body by name, of several the first that is a file, else the first. Lines may end
 * in CRLF or LF; a part that does not end is left out.
 * @returns undefined where the content type has no boundary.
 * @throws ConnectError invalid_argument for more parts than any form has
 */
export function parseMultipart(body: Uint8Array, contentType: string): Map<string, Uint8Array> | undefined {
  const boundary = parameter(contentType.replace(/^[^;]*/, ''), 'boundary');
  if (!boundary) {
    return undefined;
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const fields = new Map<string, { isFile: boolean; data: Uint8Array }>();
  let parts = 0;
  let last: Delimiter | undefined;
  for (const delimiter of delimiters(bytes, Buffer.from(`--${boundary}`))) {
    if (last) {
      if (++parts > MAX_PARTS) {
        throw invalid(`the form has more than ${MAX_PARTS} parts`);
      }
      addPart(fields, bytes.subarray(last.end, delimiter.start));
    }
    last = delimiter;
  }
  return new Map([...fields].map(([name, { data }]) => [name, data]));
}

/** From the line break before a delimiter to the one after it. */
interface Delimiter {
  start: number;
  end: number;
}

/** Only at the start of a line, and with nothing but blanks after it, is a delimiter one; with `--` after it, it is the last. */
function* delimiters(bytes: Buffer, delimiter: Buffer): Generator<Delimiter> {
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + 1)) {
    const start = lineStart(bytes, at);
    const after = at + delimiter.length;
    const isLast = bytes[after] === DASH && bytes[after + 1] === DASH;
    const end = lineEnd(bytes, isLast ? after + 2 : after);
    if (start !== undefined && end !== undefined) {
      yield { start, end };
      if (isLast) {
        return;
      }
    }
  }
}

/** Where the line break before `at` begins. */
function lineStart(bytes: Buffer, at: number): number | undefined {
  if (at === 0) {
    return 0;
  }
  if (bytes[at - 1] !== 0x0a) {
    return undefined;
  }
  return bytes[at - 2] === 0x0d ? at - 2 : at - 1;
}

/** Where the next line begins, if there are only blanks before it. */
function lineEnd(bytes: Buffer, at: number): number | undefined {
  let end = at;
  while (bytes[end] === 0x20 || bytes[end] === 0x09 || bytes[end] === 0x0d) {
    end++;
  }
  return end === bytes.length || bytes[end] === 0x0a ? end + 1 : undefined;
}

function addPart(fields: Map<string, { isFile: boolean; data: Uint8Array }>, part: Buffer): void {
  // A part without headers begins with an empty line.
  const blank = /^\r?\n|\r?\n\r?\n/.exec(part.toString('latin1', 0, MAX_HEADERS));
  if (!blank) {
    return;
  }
  const headers = part.toString('utf8', 0, blank.index).replace(/\r?\n[ \t]+/g, ' ');
  const disposition = /^content-disposition:\s*form-data\s*(;.*)$/im.exec(headers)?.[1];
  const name = disposition && parameter(disposition, 'name');
  if (name) {
    const isFile =
      parameter(disposition, 'filename') !== undefined || parameter(disposition, 'filename*') !== undefined;
    const known = fields.get(name);
    if (!known || (isFile && !known.isFile)) {
      fields.set(name, { isFile, data: part.subarray(blank.index + blank[0].length) });
    }
  }
}

/** Of a header's value from its first `;`. */
function parameter(value: string, name: string): string | undefined {
  for (const [, key, quoted, token] of value.matchAll(PARAMETER)) {
    if (key.toLowerCase() === name) {
      return quoted?.replace(/\\(["\\])/g, '$1') ?? token;
    }
  }
  return undefined;
}
