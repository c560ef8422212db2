/** Microseconds with three significant digits: `134 ms`, `1.09 s`. */
export function lengthText(microseconds: number): string {
  const [value, unit] =
    microseconds < 1e3
      ? [microseconds, 'µs']
      : microseconds < 1e6
        ? [microseconds / 1e3, 'ms']
        : [microseconds / 1e6, 's'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}
