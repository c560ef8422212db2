const UNITS: Array<[suffix: string, ms: number]> = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** A span of time in its two largest units: `1 d 1 h`, `36 s`. */
export function durationText(ms: number): string {
  let rest = Math.max(0, Math.round(ms));
  const first = UNITS.findIndex(([, unit]) => rest >= unit);
  if (first < 0) {
    return '0 ms';
  }
  const parts: string[] = [];
  for (const [suffix, unit] of UNITS.slice(first, first + 2)) {
    const whole = Math.floor(rest / unit);
    rest -= whole * unit;
    if (whole > 0) {
      parts.push(`${whole} ${suffix}`);
    }
  }
  return parts.join(' ');
}
