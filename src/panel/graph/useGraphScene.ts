import { useCallback, useMemo } from 'react';
import { useTheme2 } from '@grafana/ui';
import { NONE, wholeOf, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionBuckets } from '../../../pkg/flamegraph/colour';
import { labelsOf } from '../../../pkg/flamegraph/labels';
import { createPalette } from '../../../pkg/flamegraph/palette';
import { functionText } from '../../wording/functionText';
import { measureOf, widthsOf } from '../view/comparison';
import type { ProfileScene } from '../view/scene';
import type { GraphScene } from './graphSurface';
import { usePixelRatio } from './usePixelRatio';

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
    colourBy,
    judged,
  } = scene;
  const { comparison } = state;
  const theme = useTheme2();
  const pixelRatio = usePixelRatio();
  const palette = useMemo(() => createPalette(theme.isDark ? 'dark' : 'light'), [theme.isDark]);
  const measure = useMemo(() => measureOf(tree, comparison, judged), [tree, comparison, judged]);
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
    palette,
    measure,
    buckets: functionBuckets(tree.functions, colourBy),
    labels: labelsOf(tree.functions, functionText),
    font: `12px ${theme.typography.fontFamilyMonospace}`,
    matches,
    valueText,
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
