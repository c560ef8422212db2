/**
 * Formats that are told by their first bytes, and are sent where pprof is expected. `old-…` are those that pprof had
 * before it was protobuf: text of heap, lock contention, threads and counts (goroutines), and the CPU profiler's words.
 */
export type OtherFormat =
  | 'gzip'
  | 'zstd'
  | 'xz'
  | 'lz4'
  | 'bzip2'
  | 'zip'
  | 'JFR'
  | 'perf.data'
  | 'HTML'
  | 'JSON'
  | 'old-heap'
  | 'old-contention'
  | 'old-threads'
  | 'old-count'
  | 'old-cpu';

const beginnings: ReadonlyArray<[format: OtherFormat, bytes: readonly number[]]> = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['JFR', [0x46, 0x4c, 0x52, 0x00]],
  ['perf.data', [0x50, 0x45, 0x52, 0x46, 0x49, 0x4c, 0x45, 0x32]],
];

const texts: ReadonlyArray<[format: OtherFormat, start: RegExp]> = [
  ['old-heap', /^(?:heap profile:|--- (?:heap|growth|fragmentation)z?\b)/],
  ['old-contention', /^--- (?:contentionz?|mutex)\b/],
  ['old-threads', /^--- (?:threadz\b|Thread )/],
  ['old-count', /^(?:\S+ profile: total \d|goroutine \d+ \[)/],
  ['HTML', /^<(?:!doctype|html)\b/i],
  ['JSON', /^[{[]\s*["{[\]}]/],
];

/** A page that the file was saved from, or the symbols that go with it, may come first. */
const SYMBOLS = /^--- symbol\n(?:.*\n)*?---\n?(?=---)/;
const HEAD = 4096;

/** What the bytes begin as, where that is known. */
export function otherFormat(bytes: Uint8Array): OtherFormat | undefined {
  const binary = beginnings.find(([, start]) => start.every((byte, at) => bytes[at] === byte))?.[0];
  if (binary) {
    return binary;
  }
  if (isOldCpuProfile(bytes)) {
    return 'old-cpu';
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD)).trimStart().replace(SYMBOLS, '');
  return texts.find(([, start]) => start.test(head))?.[0];
}

/** Words of 32 or 64 bits, of either order: 0, 3, 0, the period, 0. */
function isOldCpuProfile(bytes: Uint8Array): boolean {
  return [4, 8].some((width) => {
    if (bytes.length < 5 * width) {
      return false;
    }
    const word = (at: number, littleEndian: boolean) =>
      bytes
        .subarray(at * width, (at + 1) * width)
        .every((byte, i) => byte === (at === 1 && i === (littleEndian ? 0 : width - 1) ? 3 : 0));
    return [true, false].some((order) => [0, 1, 2, 4].every((at) => word(at, order)));
  });
}
