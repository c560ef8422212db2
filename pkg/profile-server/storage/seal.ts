import { crc32 } from 'node:zlib';

const MARK = 0x6c616573;
const SEAL_BYTES = 8;

/** What was read is not what was written. */
export class BrokenSealError extends Error {}

/**
 * `value` with a checksum of it and of its key behind it: LMDB has none, and a page that a disk gave back wrong would
 * draw a wrong picture.
 */
export function seal(key: unknown, value: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(value.length + SEAL_BYTES);
  sealed.set(value);
  const end = new DataView(sealed.buffer, value.length);
  end.setUint32(0, MARK, true);
  end.setUint32(4, checksum(key, value), true);
  return sealed;
}

/**
 * The value that was sealed under this key; one without a seal, from before there were any, as it is.
 * @throws BrokenSealError
 */
export function unseal(key: unknown, sealed: Uint8Array): Uint8Array {
  const length = sealed.length - SEAL_BYTES;
  if (length < 0) {
    return sealed;
  }
  const end = new DataView(sealed.buffer, sealed.byteOffset + length);
  if (end.getUint32(0, true) !== MARK) {
    return sealed;
  }
  const value = sealed.subarray(0, length);
  if (end.getUint32(4, true) !== checksum(key, value)) {
    throw new BrokenSealError(`what is stored under ${JSON.stringify(key)} has changed since it was written`);
  }
  return value;
}

function checksum(key: unknown, value: Uint8Array): number {
  return crc32(value, crc32(JSON.stringify(key)));
}
