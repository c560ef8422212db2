import { openTree } from '../../../pkg/calltree/operations/openTree';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { inSlices, overRows } from '../../../pkg/calltree/slices';
import { uprightOf, wholeOf } from '../../../pkg/calltree/tree';
import type { Extract } from '../../../pkg/formats/extract';
import { t } from '../../wording/t';
import { unitName } from '../../wording/units';
import { comparedValues } from '../table/compared/difference';
import { plainValues, sortedRows } from '../table/tableRows';
import { foundInComparison } from './foundInComparison';
import { extractOf, sideNames, type ExportSource } from './exportSource';

/** Self and total of each function of what is in view, a line each, as RFC 4180 has it, in the order of the top table. */
export async function functionCsv(source: ExportSource): Promise<string[]> {
  const { scene, unit } = source;
  const extract = extractOf(source);
  const { tree, root } = extract;
  const table = await openTree(tree).topTable(root);
  const { sort, comparison } = scene.state;
  const rows = sortedRows(
    tree,
    table,
    undefined,
    sort,
    table.totalRight
      ? comparedValues(tree, table, sort.by, { by: comparison.by, judged: scene.judged, grown: scene.grown })
      : plainValues(table, sort.by)
  );
  const columns = [...columnsOf(extract, table, unitName(unit)), ...foundColumns(source, table)];
  const lines = [line(columns.map(({ title }) => title))];
  await inSlices(
    overRows(0, rows.length, (from, to) => {
      for (let at = from; at < to; at++) {
        lines.push(line(columns.map(({ cell }) => cell(rows[at]))));
      }
    })
  );
  return lines;
}

/** Whether changes are more than chance, and what grows over time, where that has been asked. */
function foundColumns({ scene, unit }: ExportSource, table: TopTable): Column[] {
  const { functions } = uprightOf(scene.tree, scene.focus).tree;
  return foundInComparison(functions, scene, unitName(unit)).map(({ title, cell }) => ({
    title,
    cell: (row) => cell(table.function[row]),
  }));
}

interface Column {
  title: string;
  cell(row: number): string | number;
}

function columnsOf({ tree, root, divisor = 1 }: Extract, table: TopTable, unit: string): Column[] {
  const { names, files, lines, modules } = tree.functions;
  const self = t('panel.table.self', 'Self');
  const total = t('panel.table.total', 'Total');
  const text = (title: string, column: readonly string[] | undefined): Column[] =>
    column ? [{ title, cell: (row) => column[table.function[row]] }] : [];
  const values = (title: string, side: string, column: Float64Array, whole: number): Column[] => [
    { title: `${title}${side} (${unit})`, cell: (row) => column[row] / divisor },
    {
      title: `${title}${side} (%)`,
      cell: (row) => (whole > 0 ? Number(((column[row] / whole) * 100).toPrecision(6)) : 0),
    },
  ];
  const whole = root === 0 ? wholeOf(tree) : { total: tree.total[root], totalRight: tree.totalRight?.[root] ?? 0 };
  const [baseline, compared] = table.totalRight ? sideNames().map((name) => `, ${name}`) : [''];
  return [
    ...text(t('panel.table.function', 'Function'), names),
    ...text(t('panel.export.file', 'File'), files),
    ...(lines
      ? [
          {
            title: t('panel.export.line', 'Line'),
            cell: (row: number) => (lines[table.function[row]] > 0 ? lines[table.function[row]] : ''),
          },
        ]
      : []),
    ...text(t('panel.export.module', 'Module'), modules),
    ...values(self, baseline, table.self, whole.total),
    ...values(total, baseline, table.total, whole.total),
    ...(table.selfRight && table.totalRight
      ? [
          ...values(self, compared, table.selfRight, whole.totalRight),
          ...values(total, compared, table.totalRight, whole.totalRight),
        ]
      : []),
  ];
}

function line(cells: ReadonlyArray<string | number>): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(cell))).join(',')}\r\n`;
}

/** A spreadsheet takes a text that begins like a formula for one, whoever named the function; a quote keeps it a text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
