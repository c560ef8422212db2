import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, FieldValidationMessage, useStyles2 } from '@grafana/ui';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import type { Matcher, MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import type { Catalog } from '../../server/catalog';
import { t } from '../../../wording/t';
import { valueForOperator } from './alternatives';
import type { Row } from './builderRows';
import { LabelValue } from './LabelValue';
import { resolveTypedChoice } from '../fields/resolveTypedChoice';
import { OPERATORS, operatorText } from './operators';
import { Picker } from '../fields/Picker';
import { choosableNames, scopeOf } from './scope';
import { useLabelRequest } from './useLabelRequest';

interface Props {
  row: Row;
  /** Counted from 1, for those who do not see where it stands. */
  number: number;
  /** The finished matchers beside it. */
  others: Matcher[];
  profileTypeId: string;
  range: TimeRange;
  catalog: Catalog;
  onChange: (part: Partial<Row>, run: boolean) => void;
  onRemove: () => void;
  onRun: () => void;
}

/** One matcher: what there is to choose is what the other matchers leave. */
export function LabelRow({ row, number, others, profileTypeId, range, catalog, onChange, onRemove, onRun }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const scope = scopeOf(others, profileTypeId);
  const where = [scope, range.start, range.end];
  const names = useLabelRequest(JSON.stringify(where), (signal) => catalog.labelNames(scope, range, signal));
  const values = useLabelRequest(row.name === '' ? undefined : JSON.stringify([row.name, where]), (signal) =>
    catalog.labelValues(row.name, scope, range, signal)
  );
  const choices = choosableNames(
    names.choices.filter((name) => !name.startsWith('$')),
    new Set(others.map(({ name }) => name))
  );
  const problem = names.problem ?? values.problem;

  const chooseName = (typed: string) => {
    const meant = resolveTypedChoice(typed, choices);
    if (meant !== row.name) {
      // The values of another label say nothing about this one.
      onChange({ name: meant, value: undefined }, false);
    }
  };

  return (
    <div className={styles.column} data-row={row.id}>
      <div className={styles.row} role="group" aria-label={t('datasource.builder.row', 'Label {{number}}', { number })}>
        <div onFocus={names.onFocus} className={styles.name}>
          <label htmlFor={`${id}-name`} className={styles.unseen}>
            {t('datasource.builder.name', 'Label')}
          </label>
          <Picker
            id={`${id}-name`}
            options={choices.map((choice) => ({ value: choice, label: choice }))}
            chosen={row.name === '' ? undefined : row.name}
            placeholder={t('datasource.builder.name-placeholder', 'Label')}
            ownText={firstMatchText()}
            loading={names.loading}
            minWidth={14}
            maxWidth={30}
            onChange={(chosen, typed) => chosen !== undefined && chooseName(typed ?? chosen)}
          />
        </div>
        <div className={styles.operator}>
          <label htmlFor={`${id}-op`} className={styles.unseen}>
            {t('datasource.builder.operator', 'Operator')}
          </label>
          <Combobox<MatchOperator>
            id={`${id}-op`}
            options={OPERATORS.map((op) => ({ value: op, label: op, description: operatorText(op) }))}
            value={row.op}
            width={8}
            onChange={({ value: op }) =>
              onChange(
                { op, value: row.value === undefined ? undefined : valueForOperator(row.value, row.op, op) },
                true
              )
            }
          />
        </div>
        <div onFocus={values.onFocus} className={styles.value}>
          <label htmlFor={`${id}-value`} className={styles.unseen}>
            {t('datasource.builder.value', 'Value')}
          </label>
          <LabelValue
            id={`${id}-value`}
            op={row.op}
            value={row.value}
            choices={values.choices}
            loading={values.loading}
            disabled={row.name === ''}
            customDescription={firstMatchText()}
            onChange={(value, run) => onChange({ value }, run)}
            onRun={onRun}
          />
        </div>
        <Button
          icon="times"
          variant="secondary"
          aria-label={t('datasource.builder.remove', 'Remove label {{name}}', { name: row.name })}
          onClick={onRemove}
        />
      </div>
      {problem && (
        <FieldValidationMessage>
          {t('datasource.builder.no-list', 'No suggestions, but you can type it. {{reason}}', {
            reason: problem,
          })}
        </FieldValidationMessage>
      )}
    </div>
  );
}

function firstMatchText() {
  return t('datasource.builder.custom', 'First match, otherwise as typed');
}

const getStyles = (theme: GrafanaTheme2) => ({
  column: css({ maxWidth: '100%', minWidth: 0 }),
  row: css({ display: 'flex', flexWrap: 'wrap', maxWidth: '100%' }),
  name: css({ minWidth: 0 }),
  operator: css({ flex: 'none', marginLeft: -1 }),
  value: css({ minWidth: 0, marginLeft: -1, maxWidth: '100%' }),
  unseen: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
