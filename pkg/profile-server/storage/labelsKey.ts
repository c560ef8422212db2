import type { LabelPair } from '../../pyroscope/api';

/** Equal for equal labels in the same order only, whatever characters they hold. */
export function labelsKey(labels: readonly LabelPair[]): string {
  return JSON.stringify(labels.map(({ name, value }) => [name, value]));
}

/** Orders by the first name that differs, then the first value; labels that begin others come before them. */
export function compareLabels(a: readonly LabelPair[], b: readonly LabelPair[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareText(a[i].name, b[i].name) || compareText(a[i].value, b[i].value);
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
