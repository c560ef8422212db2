/** Before 1971 is no time of a profile: a clock that was not set, or another unit. */
const YEAR_MS = 365 * 86_400_000;

/** pprof's time_nanos in milliseconds, or undefined where it says none. */
export function millisecondsOf(timeNanos: number | bigint): number | undefined {
  // The decoder reads 64 bits without a sign.
  const ms = Math.floor(Number(BigInt.asIntN(64, BigInt(timeNanos))) / 1e6);
  return ms < YEAR_MS ? undefined : ms;
}
