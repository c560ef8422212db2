import React from 'react';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import { KINDS, kindText, profileTypeText } from './profileTypeText';
import { t } from './text';

interface Props {
  id: string;
  value: string;
  /** Ids of the types there are. */
  types: string[];
  loading: boolean;
  invalid: boolean;
  onChange: (profileTypeId: string) => void;
}

/** Profile types by kind, a sentence each; any id or variable may be typed. Cleared, a CPU type is chosen when asked. */
export function ProfileTypePicker({ id, value, types, loading, invalid, onChange }: Props) {
  const options = profileTypeOptions(value === '' || types.includes(value) ? types : [...types, value]);
  return (
    <Combobox
      id={id}
      options={options}
      value={value === '' ? null : value}
      placeholder={t('datasource.editor.type-placeholder', 'CPU, as the service has it')}
      isClearable
      createCustomValue
      customValueDescription={t('datasource.editor.type-custom', 'Use this id or variable')}
      loading={loading}
      invalid={invalid}
      width="auto"
      minWidth={24}
      maxWidth={60}
      onChange={(option) => onChange(option?.value ?? '')}
    />
  );
}

export function profileTypeOptions(ids: string[]): Array<ComboboxOption<string>> {
  const texts = [...new Set(ids)].map((id) => ({ id, ...profileTypeText(id) }));
  const uses = new Map<string, number>();
  for (const { label } of texts) {
    uses.set(label, (uses.get(label) ?? 0) + 1);
  }
  return texts
    .sort(
      (a, b) =>
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.label.localeCompare(b.label) || a.id.localeCompare(b.id)
    )
    .map(({ id, kind, label, description }) => ({
      value: id,
      // Two types of one name (Go's and Node's CPU time, for example) are told apart by where they come from.
      label: uses.get(label) === 1 ? label : `${label} (${id.split(':').slice(0, 2).join(' ')})`,
      description: description === '' ? undefined : description,
      group: kindText(kind),
    }));
}
