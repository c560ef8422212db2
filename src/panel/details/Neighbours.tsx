import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Neighbour } from '../../../pkg/calltree/operations/functionFacts';
import { wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';
import type { ValueFormat } from '../valueFormat';

interface Props {
  title: string;
  /** Said where there are none. */
  none: string;
  neighbours: readonly Neighbour[];
  /** What the server left out among them. */
  hidden?: number;
  tree: CallTree;
  format: ValueFormat;
  act(action: ScreenAction): void;
}

const LISTED = 5;

/** The heaviest callers or callees of a function; each leads to its own details. */
export function Neighbours({ title, none, neighbours, hidden = 0, tree, format, act }: Props) {
  const styles = useStyles2(getStyles);
  const whole = wholeOf(tree);
  const more = neighbours.length - LISTED;
  return (
    <section>
      <div role="heading" aria-level={3} className={styles.title}>
        {title}
      </div>
      {neighbours.length === 0 && hidden === 0 && <div className={styles.quiet}>{none}</div>}
      <ul className={styles.list}>
        {neighbours.slice(0, LISTED).map(({ function: fn, total, totalRight }) => (
          <li key={fn} className={styles.item}>
            <Button
              variant="secondary"
              fill="text"
              size="sm"
              className={styles.name}
              tooltip={functionText(tree.functions.names[fn])}
              tooltipPlacement="left"
              onClick={() => act({ type: 'goToFunction', name: tree.functions.names[fn], zoom: false })}
            >
              {functionText(tree.functions.names[fn])}
            </Button>
            <span className={styles.amount} title={format.exact(total)}>
              {totalRight === undefined
                ? amountText(total, whole.total, format)
                : `${format.share(total, whole.total)} → ${format.share(totalRight, whole.totalRight)}`}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <div className={styles.quiet}>{t('panel.details.more', '{{count}} more', { count: more })}</div>}
      {hidden > 0 && (
        <div className={styles.quiet}>
          {t('panel.details.hidden', '{{amount}} more was left out by the server', { amount: format.text(hidden) })}
        </div>
      )}
    </section>
  );
}

function amountText(value: number, whole: number, format: ValueFormat): string {
  const share = format.share(value, whole);
  return format.kind === 'summed' ? share : `${format.text(value)} · ${share}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none', margin: 0 }),
  item: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  name: css({
    display: 'block',
    minWidth: 0,
    flex: '0 1 auto',
    paddingLeft: 0,
    paddingRight: 0,
    fontFamily: theme.typography.fontFamilyMonospace,
    '& > span': {
      display: 'block',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'pre',
      unicodeBidi: 'isolate',
    },
  }),
  amount: css({
    marginLeft: 'auto',
    flexShrink: 0,
    fontVariantNumeric: 'tabular-nums',
    color: theme.colors.text.secondary,
  }),
});
