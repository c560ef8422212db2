import { Gunzip } from 'fflate';
import { FormatError } from './errors';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzip in pieces, so that what a file says of its own size is not believed, and checks the sum at its end.
 *
 * @throws FormatError `bad-gzip`, or `too-large` past `maxBytes`.
 */
export function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let members = 1;
  try {
    const stream = new Gunzip((chunk) => {
      length += chunk.length;
      if (length > maxBytes) {
        throw new FormatError('too-large', { limit: maxBytes });
      }
      chunks.push(chunk);
    });
    stream.onmember = () => members++;
    stream.push(bytes, true);
  } catch (cause) {
    throw cause instanceof FormatError ? cause : new FormatError('bad-gzip', {}, { cause });
  }
  const unpacked = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    unpacked.set(chunk, at);
    at += chunk.length;
  }
  // The trailer speaks of the last member only.
  if (members === 1 && !endsWithSum(bytes, unpacked)) {
    throw new FormatError('bad-gzip');
  }
  return unpacked;
}

function endsWithSum(packed: Uint8Array, unpacked: Uint8Array): boolean {
  if (packed.length < 18) {
    return false;
  }
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - 8, 8);
  return trailer.getUint32(0, true) === crc32(unpacked) && trailer.getUint32(4, true) === unpacked.length >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
