/** Formats that are told by their first bytes, and are sent where pprof is expected. */
export type OtherFormat = 'gzip' | 'zstd' | 'xz' | 'lz4' | 'bzip2' | 'zip' | 'JFR';

const beginnings: ReadonlyArray<[format: OtherFormat, bytes: readonly number[]]> = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['JFR', [0x46, 0x4c, 0x52, 0x00]],
];

/** What the bytes begin as, where that is known. */
export function otherFormat(bytes: Uint8Array): OtherFormat | undefined {
  return beginnings.find(([, start]) => start.every((byte, at) => bytes[at] === byte))?.[0];
}
