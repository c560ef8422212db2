/** Profilers send every 10 to 30 s: a longer step without a profile has none. */
const USUAL_SENDING_MS = 30_000;
/** Nothing profiles continuously and sends more seldom than that. */
const LONGEST_SENDING_MS = 300_000;

/**
 * How far apart two points of a series may be, in milliseconds, before there is a gap between them.
 *
 * A profiler that sends every 30 s leaves every other step of 15 s empty, and one that sends every 15 s leaves one
 * empty whenever two of its profiles fall into the step beside it: neither is a gap.
 */
export function gapThreshold(timestamps: readonly number[], stepMs: number): number {
  const longest = Math.max(LONGEST_SENDING_MS, stepMs);
  const interval = Math.min(usualInterval(timestamps) ?? longest, longest);
  return interval > stepMs || stepMs <= USUAL_SENDING_MS ? interval + stepMs : interval;
}

/**
 * The longest distance that is common: seen twice, in a tenth of all cases, and not over twice the median. Undefined
 * where there are too few points to tell.
 */
function usualInterval(timestamps: readonly number[]): number | undefined {
  if (timestamps.length < 3) {
    return undefined;
  }
  const distances = timestamps.slice(1).map((time, i) => time - timestamps[i]);
  distances.sort((a, b) => a - b);
  const median = distances[Math.floor((distances.length - 1) / 2)];
  const enough = Math.max(2, distances.length / 10);
  for (let last = distances.length - 1; last >= 0;) {
    const distance = distances[last];
    let first = last;
    while (first > 0 && distances[first - 1] === distance) {
      first--;
    }
    if (distance <= 2 * median && last - first + 1 >= enough) {
      return distance;
    }
    if (distance <= median) {
      break;
    }
    last = first - 1;
  }
  return median;
}
