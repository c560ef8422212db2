import React, { useMemo } from 'react';
import type { Hidden } from '../../../pkg/calltree/operations/operations';
import { NONE } from '../../../pkg/calltree/tree';
import { useTopTable } from '../useProfileFacts';
import type { ScreenProps } from '../view/scene';
import { FunctionTable } from './FunctionTable';

interface Props extends ScreenProps {
  /** The width until the user drags it. */
  usualWidth: number;
  /** What the server left out of the part in focus, once it is known. */
  hidden: Hidden | undefined;
}

/** Every function of the view with what it costs, once. Until a new one is added up, the table before stays. */
export function TopTable({ scene, width, usualWidth, height, hidden, act }: Props) {
  const { tree, focus, state, matches, selected, selectedFunction, hoveredFunction, format, colourBy, judged } = scene;
  const { by, grey } = state.comparison;
  const compared = useMemo(() => ({ by, grey, judged, hidden }), [by, grey, judged, hidden]);
  const top = useTopTable(tree, focus, true);
  if (!top) {
    return <div style={{ width, flexShrink: 0 }} />;
  }
  // Numbers of functions mean nothing in a table of another tree.
  const current = top.tree === tree;
  const chosen = selectedFunction === NONE && selected !== NONE ? tree.function[selected] : selectedFunction;
  return (
    <FunctionTable
      tree={top.tree}
      table={top.table}
      root={top.root}
      matches={current ? matches?.functions : undefined}
      sort={state.sort}
      compared={compared}
      selected={current ? chosen : NONE}
      hovered={current ? hoveredFunction : NONE}
      width={width}
      usualWidth={usualWidth}
      height={height}
      colourBy={colourBy}
      format={format}
      act={act}
    />
  );
}
