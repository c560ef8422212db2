import { PyroscopeError } from '../errors';
import { MessageReader } from '../messageReader';

/** The profile as it came, or `cut-answer` or `not-pyroscope` of `call`: walks its outermost fields, which is quick. */
export function checkPprof(bytes: Uint8Array, call: string): Uint8Array {
  try {
    const profile = new MessageReader(bytes, 0, bytes.length, true);
    while (profile.next()) {
      profile.skip();
    }
    return bytes;
  } catch (error) {
    throw error instanceof PyroscopeError
      ? new PyroscopeError(error.code, { call, status: 200, ...error.params }, { cause: error })
      : error;
  }
}
