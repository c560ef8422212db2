import React, { useId, useState } from 'react';
import { Field, FieldValidationMessage, Stack } from '@grafana/ui';
import type { EditorProps } from '../editor/editorDataSource';
import { ProfileTypePicker } from '../editor/fields/ProfileTypePicker';
import { selectorProblem } from '../editor/selector/SelectorField';
import { SelectorInput } from '../editor/selector/SelectorInput';
import { errorSentence } from '../../wording/errorSentence';
import { errorText } from '../../wording/errorText';
import { hasVariable } from '../query/interpolation/variableSyntax';
import { readQuery, type PyroscopeQuery } from '../query/query';
import { readMatchers } from '../query/selectorEdit';
import { t } from '../../wording/t';
import { toRangeOrDay } from '../query/timeRange';
import { useRequest } from '../editor/fields/useRequest';
import { LabelNamePicker } from '../editor/fields/LabelNamePicker';

/** What marks a deployment: a label, of what a selector selects, in profiles of one type. */
export function AnnotationQueryEditor({
  query: saved,
  datasource,
  range: shownRange,
  onChange,
  onRunQuery,
}: EditorProps) {
  const id = useId();
  const [openedAt] = useState(Date.now);
  const { query } = readQuery(saved);
  const range = toRangeOrDay(shownRange, openedAt);
  const { catalog } = datasource;
  const change = (part: Partial<PyroscopeQuery>) => onChange({ ...saved, ...part });

  const written = typeof saved.labelSelector === 'string' ? saved.labelSelector : query.labelSelector;
  const scope = hasVariable(written) || !readMatchers(written)?.length ? [] : [written];
  const times = `${datasource.uid} ${range.start} ${range.end}`;
  const types = useRequest(`types ${times}`, (signal) => catalog.profileTypes(range, signal));
  const labels = useRequest(`labels ${times} ${scope.join()}`, (signal) => catalog.labelNames(scope, range, signal));
  const failure = types.error ?? labels.error;
  const fault = selectorProblem(written);

  return (
    <Stack direction="column" gap={0}>
      <Field
        label={t('datasource.annotation.label', 'Mark new values of')}
        description={t(
          'datasource.annotation.label-help',
          'A label that changes with each deployment, such as version or service_git_ref.'
        )}
        htmlFor={`${id}-label`}
      >
        <LabelNamePicker
          id={`${id}-label`}
          value={query.newValuesOf}
          choices={(labels.value ?? []).filter((name) => !name.startsWith('__'))}
          loading={labels.loading}
          onChange={(newValuesOf) => change({ newValuesOf })}
        />
      </Field>
      <Field
        label={t('datasource.annotation.selector', 'Label selector')}
        description={t('datasource.annotation.selector-help', 'Leave empty for all services.')}
        htmlFor={`${id}-selector`}
        invalid={fault !== undefined}
        error={fault}
      >
        <SelectorInput
          id={`${id}-selector`}
          value={written}
          profileTypeId={query.profileTypeId}
          range={range}
          catalog={catalog}
          onChange={(labelSelector) => change({ labelSelector })}
          onRun={onRunQuery}
        />
      </Field>
      <Field label={t('datasource.annotation.type', 'Profile type')} htmlFor={`${id}-type`}>
        <ProfileTypePicker
          id={`${id}-type`}
          value={query.profileTypeId}
          defaultType={datasource.settings.defaultProfileType}
          types={(types.value ?? []).map((type) => type.id)}
          loading={types.loading}
          onChange={(profileTypeId) => change({ profileTypeId })}
        />
      </Field>
      {failure !== undefined && (
        <FieldValidationMessage>
          {t('datasource.annotation.no-lists', 'Could not list types and labels. {{reason}}', {
            reason: errorSentence(errorText(failure)),
          })}
        </FieldValidationMessage>
      )}
    </Stack>
  );
}
