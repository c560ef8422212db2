import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, InlineField, InlineLabel, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { parseCheckedSelector } from '../../../../pkg/pyroscope/selector/checkedSelector';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import type { Catalog } from '../../server/catalog';
import { errorText } from '../../../wording/errorText';
import type { EditorMode } from '../../query/query';
import { t } from '../../../wording/t';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import { onlyAsCode } from './builderRows';
import { LabelBuilder } from './LabelBuilder';
import { SelectorInput } from './SelectorInput';

interface Props {
  selector: string;
  /** As the user left it the last time. */
  mode: EditorMode | undefined;
  profileTypeId: string;
  range: TimeRange;
  catalog: Catalog;
  /** What the last answer said was wrong, which Grafana shows below the editor. */
  shownErrors: readonly string[];
  onChange: (selector: string) => void;
  onMode: (mode: EditorMode) => void;
  onRun: () => void;
}

/**
 * The label selector, as rows or as text. Both are the same selector; one that rows cannot show stays text, and says
 * why when the rows are asked for.
 */
export function SelectorField(props: Props) {
  const { selector, mode, profileTypeId, range, catalog, shownErrors, onChange, onMode, onRun } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const reason = onlyAsCode(selector);
  // Once it is text it stays text while it is written, also where rows could show it again.
  const [asText, setAsText] = useState(reason !== undefined);
  const [refused, setRefused] = useState(false);
  const shown: EditorMode = mode === 'code' || asText || reason !== undefined ? 'code' : 'builder';
  if (reason !== undefined && !asText) {
    setAsText(true);
  }
  if (reason === undefined && refused) {
    setRefused(false);
  }

  const choose = (next: EditorMode) => {
    const possible = next === 'code' || reason === undefined;
    setRefused(!possible);
    setAsText(!possible);
    if (possible) {
      onMode(next);
    }
  };
  const problem = shown === 'code' ? selectorProblem(selector) : undefined;
  const input = { profileTypeId, range, catalog, onChange, onRun };

  return (
    <div className={styles.field}>
      <div className={styles.row}>
        {shown === 'builder' ? (
          <div className={styles.builder}>
            <InlineLabel width="auto" as="span">
              {t('datasource.editor.labels', 'Labels')}
            </InlineLabel>
            <LabelBuilder selector={selector} {...input} />
          </div>
        ) : (
          // InlineField hands `invalid` down to its control.
          <InlineField
            label={t('datasource.editor.selector', 'Label selector')}
            htmlFor={`${id}-selector`}
            grow
            className={styles.input}
            invalid={problem !== undefined}
          >
            <SelectorInput id={`${id}-selector`} value={selector} {...input} />
          </InlineField>
        )}
        <div className={styles.mode}>
          <RadioButtonGroup<EditorMode>
            aria-label={t('datasource.editor.mode', 'Edit the selector as')}
            options={[
              { value: 'builder', label: t('datasource.editor.builder', 'Builder') },
              { value: 'code', label: t('datasource.editor.code', 'Code') },
            ]}
            value={shown}
            onChange={choose}
          />
        </div>
      </div>
      {problem && !shownErrors.some((shown) => shown.startsWith(problem)) && (
        <FieldValidationMessage>{problem}</FieldValidationMessage>
      )}
      {refused && reason && reason !== problem && <FieldValidationMessage>{reason}</FieldValidationMessage>}
    </div>
  );
}

/** What is wrong with a selector as it is typed; one with variables in it is whole only when it runs. */
export function selectorProblem(selector: string): string | undefined {
  try {
    parseCheckedSelector(selector.trim() === '' ? '{}' : selector);
    return undefined;
  } catch (error) {
    return hasVariable(selector) ? undefined : errorText(error, { labelSelector: selector }).title;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({ minWidth: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    minWidth: 0,
  }),
  builder: css({ display: 'flex', flex: '1 1 240px', minWidth: 0 }),
  input: css({ flex: '1 1 240px', minWidth: 0, margin: 0 }),
  mode: css({ marginLeft: 'auto' }),
});
