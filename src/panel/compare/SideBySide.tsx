import { css } from '@emotion/css';
import React, { useMemo, useRef, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import { t } from '../../wording/t';
import { FlameGraph } from '../graph/FlameGraph';
import { GAP, NARROW } from '../panelLayout';
import { useStable } from '../../useStable';
import type { ProfileScene, ScreenAction, ScreenProps } from '../view/scene';
import type { Comparison } from '../view/viewState';

interface Props extends ScreenProps {
  /** What takes the keys. */
  barsRef: React.RefObject<HTMLElement | null>;
}

const CAPTION = 20;

/** The sides of a comparison as a graph each, with one pointer, one selection and one zoom. */
export function SideBySide({ scene, width, height, act, barsRef }: Props) {
  const styles = useStyles2(getStyles);
  const [pointed, setPointed] = useState<{ of: object; node: NodeIndex }>();
  const right = useRef<HTMLElement>(null);
  const { tree, format } = scene;

  const actHere = useStable((action: ScreenAction) => {
    if (action.type === 'hover') {
      setPointed({ of: tree, node: action.node ?? NONE });
    }
    act(action);
  });

  const stacked = width < NARROW;
  const cell = stacked
    ? { width, height: Math.floor((height - GAP) / 2) }
    : { width: Math.floor((width - GAP) / 2), height };
  const left = useSide(scene, 'baseline');
  const compared = useSide(scene, 'compared');
  const graphs = [
    {
      of: 'baseline',
      side: left,
      ref: barsRef,
      name: t('panel.compare.baseline', 'Baseline'),
      label: t('panel.compare.baseline-graph', 'Flame graph of the baseline'),
      total: tree.total[0],
      testId: 'hotpath-graph',
    },
    {
      of: 'compared',
      side: compared,
      ref: right,
      name: t('panel.compare.compared', 'Comparison'),
      label: t('panel.compare.compared-graph', 'Flame graph of the comparison'),
      total: tree.totalRight?.[0] ?? 0,
      testId: 'hotpath-graph-compared',
    },
  ];
  return (
    <div className={stacked ? styles.column : styles.row} style={{ width, height, gap: GAP }}>
      {graphs.map(({ of, side, ref, name, label, total, testId }) => (
        <div key={of} style={cell}>
          <div className={styles.caption}>
            {name} · {format.text(total)}
          </div>
          <FlameGraph
            scene={side}
            width={cell.width}
            height={Math.max(0, cell.height - CAPTION)}
            act={actHere}
            barsRef={ref}
            label={label}
            testId={testId}
            pointed={pointed?.of === tree ? pointed.node : NONE}
          />
        </div>
      ))}
    </div>
  );
}

function useSide(scene: ProfileScene, width: Comparison['width']): ProfileScene {
  const { comparison } = scene.state;
  const own = useMemo(() => ({ ...comparison, width }), [comparison, width]);
  return { ...scene, state: { ...scene.state, comparison: own } };
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex' }),
  column: css({ display: 'flex', flexDirection: 'column' }),
  caption: css({
    height: CAPTION,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
