/**
 * Milliseconds of a unix time in seconds, milliseconds, microseconds or nanoseconds, told apart by size: the unit is
 * the one that puts it between 1971 and the year 5000.
 * @returns undefined for what is no time.
 */
export function unixMilliseconds(text: string): number | undefined {
  if (!/^\d{1,19}$/.test(text)) {
    return undefined;
  }
  const value = Number(text);
  if (value < 1e11) {
    return value * 1000;
  }
  if (value < 1e14) {
    return value;
  }
  return Math.floor(value < 1e17 ? value / 1e3 : value / 1e6);
}
