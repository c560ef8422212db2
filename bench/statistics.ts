export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share `q` of `values` does not exceed. */
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

export function line(label: string, ...cells: string[]): string {
  return `  ${label.padEnd(46)}${cells.map((cell) => cell.padStart(14)).join('')}`;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
