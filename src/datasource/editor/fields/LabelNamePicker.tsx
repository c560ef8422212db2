import React from 'react';
import { resolveTypedChoice } from './resolveTypedChoice';
import { Picker } from './Picker';
import { t } from '../../../wording/t';

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
  return (
    <Picker
      id={id}
      options={choices.map((choice) => ({ value: choice, label: choice }))}
      chosen={value}
      placeholder={t('datasource.variable.label-placeholder', 'Choose a label')}
      clearable
      ownText={t('datasource.variable.label-custom', 'Use this label or variable')}
      loading={loading}
      invalid={invalid}
      minWidth={24}
      maxWidth={60}
      onChange={(chosen, typed) =>
        onChange(chosen === undefined ? undefined : resolveTypedChoice(typed ?? chosen, choices))
      }
    />
  );
}
