import type { Terminal } from '../terminal';

type Style = Parameters<Terminal['paint']>[0];

export interface Column<Row> {
  title: string;
  cell(row: Row): string;
  style?(row: Row): Style | undefined;
}

/** The last column, which takes what room is left. */
export interface LastColumn<Row> {
  title: string;
  /** `width` is Infinity where lines may be as long as they are. */
  cell(row: Row, width: number): string;
}

const GAP = '  ';

/** Rows in columns: figures to the right, and what may be long last. Colour is put on after the widths are known. */
export function columns<Row>(
  rows: readonly Row[],
  figures: ReadonlyArray<Column<Row>>,
  last: LastColumn<Row>,
  { width = Infinity, paint }: Pick<Terminal, 'width' | 'paint'>
): string {
  const cells = rows.map((row) => figures.map((figure) => figure.cell(row)));
  const widths = figures.map(({ title }, at) => Math.max(title.length, ...cells.map((line) => line[at].length)));
  const left = widths.reduce((sum, own) => sum - own - GAP.length, width);
  const head = [...figures.map(({ title }, at) => title.padStart(widths[at])), last.title].join(GAP);
  const lines = rows.map((row, index) =>
    [
      ...figures.map(({ style }, at) => {
        const text = cells[index][at].padStart(widths[at]);
        const painted = style?.(row);
        return painted ? paint(painted, text) : text;
      }),
      last.cell(row, Math.max(20, left)),
    ].join(GAP)
  );
  return [paint('bold', head), ...lines].join('\n');
}
