import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Toggletip, useStyles2 } from '@grafana/ui';
import { nodeName } from '../../../pkg/calltree/tree';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { shapeLines } from '../transforms/transformText';
import type { ProfileScene, ScreenAction } from '../view/scene';
import { ICONS, NoticeList, type NoticePane } from './Notice';
import type { NoticeText } from './notices';

interface Props extends NoticePane {
  scene: ProfileScene;
  /** Those that would have lines of their own. */
  notices: readonly NoticeText[];
  act(action: ScreenAction): void;
}

/** In a panel without room for its lines: a sign that something changes its numbers, and what. */
export function Unsaid({ scene, notices, pane, act }: Props) {
  const styles = useStyles2(getStyles);
  // The button that was pressed goes, so the graph has the keys next.
  const run = (action: ScreenAction) => () => {
    act(action);
    act({ type: 'goToGraph' });
  };
  const lines = [...ownNotices(scene, run), ...notices];
  // Transforms that are all switched off change nothing.
  if (lines.length === 0) {
    return null;
  }
  const severity = (['error', 'warning'] as const).find((one) => lines.some((line) => line.severity === one)) ?? 'info';
  const label = t('panel.unsaid.label', 'About these numbers');
  return (
    <Toggletip
      placement="bottom-end"
      fitContent
      content={
        <>
          <NoticeList notices={lines} pane={pane} />
          <Button
            className={styles.fill}
            variant="secondary"
            size="sm"
            icon="monitor"
            onClick={run({ type: 'fill', on: true })}
          >
            {t('panel.toolbar.fill', 'Fill the window (f)')}
          </Button>
        </>
      }
    >
      <button
        type="button"
        className={styles.sign}
        aria-label={label}
        title={[label, ...lines.map(({ text }) => text)].join('\n')}
        data-testid="hotpath-unsaid"
      >
        <Icon name={ICONS[severity]} className={styles[severity]} />
      </button>
    </Toggletip>
  );
}

/** Of the view itself: the focus and the transforms, each with the way back. */
function ownNotices(
  { tree, focus, state, format }: ProfileScene,
  run: (action: ScreenAction) => () => void
): NoticeText[] {
  const [shape, taken] = shapeLines(state.transforms, tree, format);
  return [
    ...(focus === 0
      ? []
      : [
          {
            severity: 'info' as const,
            text: t('panel.unsaid.focus', 'Zoomed to {{name}}', { name: nameInSentence(nodeName(tree, focus)) }),
            action: {
              label: t('panel.sandwich.whole', 'Show the whole profile'),
              run: run({ type: 'focus', path: [] }),
            },
          },
        ]),
    ...(shape === undefined
      ? []
      : [
          {
            severity: taken === undefined ? ('info' as const) : ('warning' as const),
            text: taken === undefined ? shape : `${shape}. ${taken}`,
            action: {
              label: t('panel.transforms.clear', 'Clear all'),
              run: run({
                type: 'transforms',
                transforms: [],
                said: t('panel.transforms.cleared', 'All transforms removed'),
              }),
            },
          },
        ]),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  sign: css({
    flexShrink: 0,
    display: 'flex',
    // As high as a row of bars, over which it may stand.
    padding: theme.spacing(0.25, 0.5),
    background: 'none',
    border: 'none',
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  fill: css({ marginTop: theme.spacing(1) }),
  info: css({ color: theme.colors.info.text }),
  warning: css({ color: theme.colors.warning.text }),
  error: css({ color: theme.colors.error.text }),
});
