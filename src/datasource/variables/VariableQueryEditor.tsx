import React, { useId, useState } from 'react';
import { Combobox, Field, FieldValidationMessage, Stack } from '@grafana/ui';
import type { EditorProps } from '../editor/editorDataSource';
import { ProfileTypePicker } from '../editor/fields/ProfileTypePicker';
import { selectorProblem } from '../editor/selector/SelectorField';
import { SelectorInput } from '../editor/selector/SelectorInput';
import { errorSentence } from '../../wording/errorSentence';
import { errorText } from '../../wording/errorText';
import { hasVariable } from '../query/interpolation/variableSyntax';
import { EVERYTHING } from '../query/query';
import { readMatchers } from '../query/selectorEdit';
import { t } from '../../wording/t';
import { toRangeOrDay } from '../query/timeRange';
import { useRequest } from '../editor/fields/useRequest';
import { LabelNamePicker } from '../editor/fields/LabelNamePicker';
import { readVariableQuery, withDefinition, type VariableQuery, type VariableType } from './variableQuery';

/** What fills a variable: services, types, labels or values, each only of what a selector selects. */
export function VariableQueryEditor({
  query: stored,
  datasource,
  range: shownRange,
  onChange,
  onRunQuery,
}: EditorProps<VariableQuery>) {
  const id = useId();
  const query = readVariableQuery(stored);
  const [openedAt] = useState(Date.now);
  const range = toRangeOrDay(shownRange, openedAt);
  const { catalog } = datasource;
  // Fields that are not known here stay.
  const kept = typeof stored === 'object' && stored !== null ? stored : {};
  const change = (part: Partial<VariableQuery>) => {
    const { type = 'profileType', ...rest } = query;
    onChange(withDefinition({ ...kept, ...rest, type, ...part }));
  };

  const times = `${datasource.uid} ${range.start} ${range.end}`;
  const types = useRequest(query.type === 'profileType' ? undefined : `types ${times}`, (signal) =>
    catalog.profileTypes(range, signal)
  );
  const scope = labelScope(query.selector, query.profileTypeId);
  const labels = useRequest(
    query.type === 'labelValue' ? `labels ${times} ${JSON.stringify(scope)}` : undefined,
    (signal) => catalog.labelNames(scope, range, signal)
  );
  const failure = types.error ?? labels.error;
  const selectorFault = query.selector === undefined ? undefined : selectorProblem(query.selector);

  return (
    <Stack direction="column" gap={0}>
      <Field label={t('datasource.variable.type', 'List')} htmlFor={`${id}-type`}>
        <Combobox<VariableType>
          id={`${id}-type`}
          options={typeOptions()}
          value={query.type ?? null}
          placeholder={t('datasource.variable.type-placeholder', 'Choose what to list')}
          width="auto"
          minWidth={24}
          maxWidth={60}
          // Enter on what was typed, with nothing marked in the list, answers null.
          onChange={(option: { value: VariableType } | null) => option && change({ type: option.value })}
        />
      </Field>
      {query.type === 'labelValue' && (
        <Field label={t('datasource.variable.label', 'Label')} htmlFor={`${id}-label`}>
          <LabelNamePicker
            id={`${id}-label`}
            value={query.labelName}
            choices={(labels.value ?? []).filter((name) => !name.startsWith('__'))}
            loading={labels.loading}
            onChange={(labelName) => change({ labelName })}
          />
        </Field>
      )}
      {query.type !== 'profileType' && query.type !== undefined && (
        <Field label={t('datasource.variable.profile-type', 'Profile type')} htmlFor={`${id}-profile-type`}>
          <ProfileTypePicker
            id={`${id}-profile-type`}
            value={query.profileTypeId ?? ''}
            types={(types.value ?? []).map((type) => type.id)}
            placeholder={t('datasource.variable.any-type', 'Any')}
            loading={types.loading}
            onChange={(profileTypeId) => change({ profileTypeId: profileTypeId || undefined })}
          />
        </Field>
      )}
      <Field
        label={t('datasource.variable.selector', 'Label selector')}
        description={t(
          'datasource.variable.selector-help',
          'Other variables may be used: {service_name="$service"}. Leave empty for everything.'
        )}
        htmlFor={`${id}-selector`}
        invalid={selectorFault !== undefined}
        error={selectorFault}
      >
        <SelectorInput
          id={`${id}-selector`}
          value={query.selector ?? ''}
          profileTypeId={query.profileTypeId ?? ''}
          range={range}
          catalog={catalog}
          onChange={(selector) => change({ selector: selector || undefined })}
          onRun={onRunQuery}
        />
      </Field>
      {failure !== undefined && (
        <FieldValidationMessage>
          {t('datasource.variable.no-lists', 'Could not list types and labels. {{reason}}', {
            reason: errorSentence(errorText(failure)),
          })}
        </FieldValidationMessage>
      )}
    </Stack>
  );
}

/** Selectors with variables in them select nothing until they are filled in, and are left out. */
function labelScope(selector: string | undefined, profileTypeId: string | undefined): string[] {
  const readable = selector && !hasVariable(selector) && readMatchers(selector) ? [selector] : [];
  const type =
    profileTypeId && !hasVariable(profileTypeId) ? [`{__profile_type__=${JSON.stringify(profileTypeId)}}`] : [];
  return [...readable, ...type].filter((one) => one !== EVERYTHING);
}

function typeOptions(): Array<{ value: VariableType; label: string; description: string }> {
  return [
    {
      value: 'service',
      label: t('datasource.variable.service', 'Services'),
      description: t('datasource.variable.service-help', 'Values of the label service_name'),
    },
    {
      value: 'profileType',
      label: t('datasource.variable.profile-types', 'Profile types'),
      description: t('datasource.variable.profile-types-help', 'Shown by name, used by ID'),
    },
    {
      value: 'label',
      label: t('datasource.variable.labels', 'Label names'),
      description: t('datasource.variable.labels-help', 'To group by, for example'),
    },
    {
      value: 'labelValue',
      label: t('datasource.variable.values', 'Label values'),
      description: t('datasource.variable.values-help', 'The values of one label'),
    },
  ];
}
