import React, { useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import type { Catalog } from '../../server/catalog';
import { t } from '../../../wording/t';
import { isWhole, newRow, rowsOf, selectorOf, serviceRow, type Row } from './builderRows';
import { LabelRow } from './LabelRow';

interface Props {
  /** One that rows can show. */
  selector: string;
  profileTypeId: string;
  range: TimeRange;
  catalog: Catalog;
  onChange: (selector: string) => void;
  onRun: () => void;
}

/**
 * The matchers of a selector as rows of label, operator and value. A row takes part once it has a value; the service
 * has a picker of its own and is no row.
 */
export function LabelBuilder({ selector, profileTypeId, range, catalog, onChange, onRun }: Props) {
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(() => ({ selector, rows: rowsOf(selector) }));
  const rows = shown.selector === selector ? shown.rows : rowsOf(selector, shown.rows);
  if (shown.selector !== selector) {
    setShown({ selector, rows });
  }

  const write = (next: Row[], run: boolean) => {
    const text = selectorOf(next);
    const changed = text !== selectorOf(rows);
    setShown({ selector: changed ? text : selector, rows: next });
    if (changed) {
      onChange(text);
      if (run) {
        onRun();
      }
    }
  };
  const focusOn = (what: string) =>
    // After the row is there, or gone.
    setTimeout(() => box.current?.querySelector<HTMLElement>(what)?.focus());
  const add = () => {
    const row = newRow(rows);
    write([...rows, row], false);
    focusOn(`[data-row="${row.id}"] input`);
  };
  const remove = (row: Row) => {
    write(
      rows.filter(({ id }) => id !== row.id),
      true
    );
    focusOn('[data-add]');
  };

  const service = serviceRow(rows);
  const listed = rows.filter((row) => row !== service);
  return (
    <div ref={box} className={styles.rows} role="group" aria-label={t('datasource.builder.labels', 'Labels')}>
      {listed.map((row, index) => (
        <LabelRow
          key={row.id}
          row={row}
          number={index + 1}
          others={rows.filter((other) => other !== row && isWhole(other)).map((other) => ({ value: '', ...other }))}
          profileTypeId={profileTypeId}
          range={range}
          catalog={catalog}
          onChange={(part, run) =>
            write(
              rows.map((other) => (other.id === row.id ? { ...other, ...part } : other)),
              run
            )
          }
          onRemove={() => remove(row)}
          onRun={onRun}
        />
      ))}
      <Button
        data-add
        icon="plus"
        variant="secondary"
        fill={listed.length === 0 ? 'outline' : 'text'}
        aria-label={t('datasource.builder.add', 'Add label')}
        onClick={add}
      >
        {listed.length === 0 ? t('datasource.builder.add', 'Add label') : undefined}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(1), minWidth: 0 }),
});
