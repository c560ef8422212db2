/** What is measured for `performance` observers and benches. */
export type Timed = 'hotpath:layout' | 'hotpath:paint' | 'hotpath:first-paint';

/** Records how long something took. Only the last of each name stays in the page's buffer; observers see all. */
export function recordTiming(name: Timed, start: number): void {
  if (typeof performance.measure !== 'function' || typeof performance.clearMeasures !== 'function') {
    return;
  }
  performance.clearMeasures(name);
  performance.measure(name, { start, end: performance.now() });
}
