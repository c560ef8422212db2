import { useCallback, useMemo } from 'react';
import { useTheme2 } from '@grafana/ui';
import { NONE, wholeOf, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionBuckets, nodeBuckets } from '../../../pkg/flamegraph/colour';
import { labelsOf } from '../../../pkg/flamegraph/names/labels';
import { t } from '../../wording/t';
import { measureOf, widthsOf } from '../view/comparison';
import type { ProfileScene } from '../view/scene';
import type { GraphScene } from './graphSurface';
import { usePixelRatio } from './usePixelRatio';

const runText = (count: number) => t('panel.graph.run', '{{count}} more', { count });

/** A scene with what the theme, the screen and the pointer add to it. */
export function useGraphScene(scene: ProfileScene, width: number, height: number, hovered: NodeIndex): GraphScene {
  const {
    tree,
    state,
    focus,
    folds,
    selected,
    selectedFunction,
    hoveredFunction,
    matches,
    isHidden,
    format,
    look,
    judged,
  } = scene;
  const { comparison } = state;
  const theme = useTheme2();
  const pixelRatio = usePixelRatio();
  const { palette, colourBy, colourChanges, shown, minShare } = look;
  const ofNodes = useMemo(
    () => nodeBuckets(tree, colourBy, colourChanges ? measureOf(tree, comparison, judged) : undefined),
    [tree, colourBy, colourChanges, comparison, judged]
  );
  const sides = useMemo(() => widthsOf(tree, comparison), [tree, comparison]);
  const valueText = useCallback(
    (node: NodeIndex) => {
      const whole = wholeOf(tree);
      const share = format.share(tree.total[node], whole.total);
      return tree.totalRight
        ? comparison.by === 'shares'
          ? `${share} → ${format.share(tree.totalRight[node], whole.totalRight)}`
          : `${format.text(tree.total[node])} → ${format.text(tree.totalRight[node])}`
        : `${format.text(tree.total[node])} · ${share}`;
    },
    [tree, format, comparison.by]
  );
  return {
    tree,
    focus,
    folds,
    sides,
    width,
    height,
    orientation: state.orientation,
    pixelRatio,
    scroll: state.scroll,
    selectedPath: state.selected,
    minShare,
    palette,
    buckets: functionBuckets(tree.functions, colourBy),
    nodeBuckets: ofNodes,
    labels: labelsOf(tree.functions, shown),
    font: `12px ${theme.typography.fontFamilyMonospace}`,
    matches,
    valueText,
    runText,
    isHidden,
    named: selected !== NONE && folds.barNodeOf(selected) !== selected ? selected : NONE,
    selected,
    hovered,
    selectedFunction,
    hoveredFunction,
    color: theme.colors.text.maxContrast,
    mutedColor: theme.colors.text.secondary,
  };
}
