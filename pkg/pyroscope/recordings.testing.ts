import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** For tests: a file of `testdata`, which holds what real servers were asked and answered. */
export function recorded(file: string): Uint8Array {
  const path = join(__dirname, 'testdata', file);
  const bytes = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return new Uint8Array(bytes);
}

export function recordedJson(file: string): unknown {
  return JSON.parse(new TextDecoder().decode(recorded(file)));
}

/** The PyroscopeError that `act` throws. */
export function errorOf(act: () => unknown): { code: string; params: Record<string, unknown> } {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'params' in error) {
      return error as unknown as { code: string; params: Record<string, unknown> };
    }
    throw error;
  }
  throw new Error('nothing was thrown');
}
