import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { stepName, type CallPath } from '../../../pkg/calltree/callPath';
import { fitLabel } from '../../../pkg/flamegraph/names/labels';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';
import type { ScreenAction } from '../view/scene';

interface Props {
  path: CallPath;
  width: number;
  act(action: ScreenAction): void;
}

const LONGEST_NAME = 32;
/** About what a character and the arrow between two steps take. */
const CHARACTER = 7;
const ARROW = 26;
/** "all" and "12 more". */
const ENDS = 130;

/** The way from the whole profile to the focused function; each step leads back. Long ways show their two ends. */
export function Breadcrumb({ path, width, act }: Props) {
  const styles = useStyles2(getStyles);
  const goTo = (callers: CallPath) => {
    act({ type: 'focus', path: callers });
    act({ type: 'goToGraph' });
  };
  const skipped = skippedSteps(path, width - ENDS);
  const steps = path.map((step, at) => ({ name: functionText(stepName(step)), at })).filter(({ at }) => at >= skipped);
  return (
    <nav
      className={styles.bar}
      aria-label={t('panel.breadcrumb.label', 'Focused call path')}
      data-testid="hotpath-breadcrumb"
    >
      <button type="button" className={styles.step} onClick={() => goTo([])}>
        {t('panel.breadcrumb.all', 'all')}
      </button>
      {skipped > 0 && (
        <>
          <Icon name="angle-right" className={styles.separator} />
          <span className={styles.separator}>{t('panel.breadcrumb.more', '{{count}} more', { count: skipped })}</span>
        </>
      )}
      {steps.map(({ name, at }) => (
        <React.Fragment key={at}>
          <Icon name="angle-right" className={styles.separator} />
          {at === path.length - 1 ? (
            <span className={styles.current} aria-current="location" title={name}>
              {fitLabel(name, LONGEST_NAME)}
            </span>
          ) : (
            <button type="button" className={styles.step} title={name} onClick={() => goTo(path.slice(0, at + 1))}>
              {fitLabel(name, LONGEST_NAME)}
            </button>
          )}
        </React.Fragment>
      ))}
    </nav>
  );
}

/** How many steps after the first do not fit: the nearest callers matter more than the farthest. */
function skippedSteps(path: CallPath, room: number): number {
  let skipped = path.length;
  for (let left = room; skipped > 0; skipped--) {
    left -= Math.min(LONGEST_NAME, functionText(stepName(path[skipped - 1])).length) * CHARACTER + ARROW;
    if (left < 0 && skipped < path.length) {
      break;
    }
  }
  return skipped;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    height: BAR_HEIGHTS.breadcrumb,
    flexShrink: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  step: css({
    background: 'none',
    border: 'none',
    padding: theme.spacing(0, 0.5),
    unicodeBidi: 'isolate',
    color: theme.colors.text.link,
    borderRadius: theme.shape.radius.default,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  current: css({
    unicodeBidi: 'isolate',
    padding: theme.spacing(0, 0.5),
    fontWeight: theme.typography.fontWeightMedium,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  }),
  separator: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
});
