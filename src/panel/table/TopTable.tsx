import React, { useMemo } from 'react';
import { NONE } from '../../../pkg/calltree/tree';
import { lazyComponent } from '../../loading/lazyComponent';
import { useTopTable } from '../useProfileFacts';
import type { ScreenProps } from '../view/scene';
import { columnLayout, shownSort } from './columns';
import { FunctionTable } from './FunctionTable';
import { leastListed, type ShownTable } from './shownTable';
import { keptRows } from './tableRows';

/** Few profiles are comparisons. */
const ComparedTable = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-compare" */ './compared/ComparedTable')).ComparedTable
);

interface Props extends ScreenProps {
  usualWidth: number;
}

/** Every function of the view with what it costs, once. Until a new one is added up, the table before stays. */
export const TopTable = React.memo(function TopTable({ scene, width, usualWidth, height, act }: Props) {
  const {
    tree,
    focus,
    state,
    matches,
    selected,
    selectedFunction,
    hoveredFunction,
    format,
    look,
    judged,
    grown,
    hidden,
  } = scene;
  const top = useTopTable(tree, focus, true);
  if (!top) {
    return <div style={{ width, flexShrink: 0 }} />;
  }
  // Numbers of functions mean nothing in a table of another tree.
  const current = top.tree === tree;
  const chosen = selectedFunction === NONE && selected !== NONE ? tree.function[selected] : selectedFunction;
  const { transforms, search, sort } = state;
  const shown: ShownTable = {
    ...top,
    matches: current ? matches?.functions : undefined,
    sort,
    listed: { focus: state.focus, transforms, search, sort, ready: current && top.focus === focus },
    selected: current ? chosen : NONE,
    hovered: current ? hoveredFunction : NONE,
    ...{ width, usualWidth, height, look, format, act },
  };
  return top.table.totalRight ? (
    <ComparedTable {...shown} {...{ judged, grown, hidden }} comparison={state.comparison} />
  ) : (
    <PlainTable {...shown} />
  );
});

function PlainTable({ usualWidth, matches, ...shown }: ShownTable) {
  const { tree, table, width, look } = shown;
  const layout = useMemo(() => columnLayout(width, usualWidth, look.columns), [width, usualWidth, look.columns]);
  const sort = useMemo(() => shownSort(shown.sort, layout.columns), [shown.sort, layout.columns]);
  const least = leastListed({ ...shown, matches });
  const rows = useMemo(() => keptRows(tree, table, matches, sort, least), [tree, table, matches, sort, least]);
  return <FunctionTable {...shown} {...{ rows, layout, sort }} searched={matches !== undefined} />;
}
