/**
 * Asks for every slice at once, and says how far it has come. Resolves with how many failed, which are left out; rejects
 * when `signal` is aborted.
 */
export async function eachSlice<T>(
  slices: readonly T[],
  ask: (slice: T) => Promise<void>,
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void
): Promise<number> {
  let done = 0;
  let failed = 0;
  await Promise.all(
    slices.map(async (slice) => {
      try {
        await ask(slice);
      } catch (error) {
        if (signal.aborted) {
          throw error;
        }
        failed++;
      }
      done++;
      if (!signal.aborted) {
        onProgress(done, slices.length);
      }
    })
  );
  return failed;
}
