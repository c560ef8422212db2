import React, { useCallback, useMemo } from 'react';
import type { Hidden } from '../../../../pkg/calltree/operations/operations';
import type { Grown, Judged } from '../../view/comparison';
import type { Comparison } from '../../view/viewState';
import { FunctionTable } from '../FunctionTable';
import { leastListed, type ShownTable } from '../shownTable';
import { sortedRows } from '../tableRows';
import { ComparedCells } from './ComparedCells';
import { comparedLayout } from './comparedColumns';
import { comparedValues } from './difference';

interface Props extends ShownTable {
  comparison: Comparison;
  judged: Judged | undefined;
  grown: Grown | undefined;
  /** What the server left out of the part in focus, once it is known. */
  hidden: Hidden | undefined;
}

/** The functions of a comparison, what changed most first until the user sorts them. */
export function ComparedTable({ comparison, judged, grown, hidden, matches, ...shown }: Props) {
  const { tree, table, root, look, width, format, sort } = shown;
  const { by, grey } = comparison;
  const isJudged = judged !== undefined;
  const isGrown = grown !== undefined;
  const layout = useMemo(() => comparedLayout(width, by, isJudged, isGrown), [width, by, isJudged, isGrown]);
  const inPart = root !== 0 || tree.whole !== undefined;
  const compared = useMemo(
    () => ({ by, grey, judged, grown, hidden, inPart }),
    [by, grey, judged, grown, hidden, inPart]
  );
  const least = leastListed({ tree, root, matches, look });
  const rows = useMemo(
    () => sortedRows(tree, table, matches, sort, comparedValues(tree, table, sort.by, compared), least),
    [tree, table, matches, sort, compared, least]
  );
  const cells = useCallback(
    (row: number) => <ComparedCells {...{ tree, table, row, format, compared }} columns={layout.columns} />,
    [tree, table, format, compared, layout.columns]
  );
  // The heading says how the rows come.
  const headed = useMemo(
    () => (sort.by === 'self' ? { by: isGrown ? ('growth' as const) : ('change' as const), descending: true } : sort),
    [sort, isGrown]
  );
  return <FunctionTable {...shown} {...{ rows, layout, cells }} sort={headed} searched={matches !== undefined} />;
}
