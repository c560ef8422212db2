import React from 'react';
import { Combobox } from '@grafana/ui';
import { meantChoice } from '../editor/useLookUp';
import { useOptions } from '../editor/useOptions';
import { t } from '../text';

interface Props {
  id: string;
  value: string | undefined;
  choices: string[];
  loading?: boolean;
  invalid?: boolean;
  onChange: (name: string | undefined) => void;
}

/** A label, from those there are; any name or variable may be typed. */
export function LabelNamePicker({ id, value, choices, loading, invalid, onChange }: Props) {
  const { options, value: chosen } = useOptions(
    choices.map((choice) => ({ value: choice, label: choice })),
    value
  );
  return (
    <Combobox
      id={id}
      options={options}
      value={chosen}
      placeholder={t('datasource.variable.label-placeholder', 'Choose a label')}
      isClearable
      createCustomValue
      customValueDescription={t('datasource.variable.label-custom', 'Use this label or variable')}
      loading={loading}
      invalid={invalid}
      width="auto"
      minWidth={24}
      maxWidth={60}
      onChange={(option) => onChange(option ? meantChoice(option.value, choices) : undefined)}
    />
  );
}
