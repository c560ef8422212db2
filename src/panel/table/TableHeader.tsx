import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ScreenAction } from '../view/scene';
import type { ViewState } from '../view/viewState';
import { HEADER_HEIGHT, type ColumnLayout } from './columns';
import { rowGrid } from './rowGrid';
import { WidthHandle } from './WidthHandle';

interface Props {
  layout: ColumnLayout;
  sort: ViewState['sort'];
  tableWidth: number;
  act(action: ScreenAction): void;
}

export function TableHeader({ layout, sort, tableWidth, act }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: layout.template }}>
        {layout.columns.map(({ by, label, help }) => (
          <div
            key={by}
            role="columnheader"
            className={styles.column}
            aria-sort={sort.by !== by ? 'none' : sort.descending ? 'descending' : 'ascending'}
          >
            <button
              type="button"
              className={cx(styles.sort, by !== 'name' && styles.number)}
              title={help}
              onClick={() => act({ type: 'sort', by })}
            >
              {label}
              {sort.by === by && <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size="sm" />}
            </button>
            {by === 'name' && <WidthHandle tableWidth={tableWidth} act={act} />}
          </div>
        ))}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    height: HEADER_HEIGHT,
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
  }),
  row: css({ ...rowGrid(theme), height: '100%' }),
  column: css({ position: 'relative', minWidth: 0 }),
  sort: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
    padding: 0,
    background: 'none',
    border: 'none',
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.primary,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  number: css({ textAlign: 'right', justifyContent: 'flex-end' }),
});
