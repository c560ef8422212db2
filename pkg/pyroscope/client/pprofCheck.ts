import { MessageReader } from '../messageReader';

/** The profile as it came, or `cut-answer` or `not-pyroscope`: walks its outermost fields, which is quick. */
export function checkPprof(bytes: Uint8Array): Uint8Array {
  const profile = new MessageReader(bytes, 0, bytes.length, true);
  while (profile.next()) {
    profile.skip();
  }
  return bytes;
}
