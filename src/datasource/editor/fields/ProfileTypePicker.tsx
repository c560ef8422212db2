import React from 'react';
import type { ComboboxOption } from '@grafana/ui';
import { parseProfileType } from '../../../../pkg/pyroscope/profileType';
import { profileTypeName, unitOf } from '../../../wording/profileTypeLabel';
import { KINDS, kindText, profileTypeText } from '../../../wording/profileTypeText';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import { t } from '../../../wording/t';
import { Picker } from './Picker';

interface Props {
  id: string;
  value: string;
  /** What is asked for where the query names no type. */
  defaultType?: string;
  /** Ids of the types there are. */
  types: string[];
  /** What an empty field stands for; absent: a CPU type. */
  placeholder?: string;
  loading?: boolean;
  invalid?: boolean;
  onChange: (profileTypeId: string) => void;
}

/** Profile types by kind, a sentence each; any id or variable may be typed. Cleared, a CPU type is chosen when asked. */
export function ProfileTypePicker(props: Props) {
  const { id, value, defaultType, types, placeholder, loading, invalid, onChange } = props;
  const options = profileTypeOptions(value === '' || types.includes(value) ? types : [...types, value]);
  return (
    <Picker
      id={id}
      options={options}
      chosen={value === '' ? undefined : value}
      placeholder={
        placeholder ??
        (defaultType
          ? t('datasource.editor.type-chosen', 'Automatic: {{type}}', { type: profileTypeName(defaultType, types) })
          : t('datasource.editor.type-placeholder', 'CPU (automatic)'))
      }
      clearable
      ownText={t('datasource.editor.type-custom', 'Use this ID or variable')}
      loading={loading}
      invalid={invalid}
      minWidth={24}
      maxWidth={70}
      onChange={(chosen, typed) => onChange(chosen === undefined ? '' : meantType(typed ?? chosen, options, value))}
    />
  );
}

/**
 * What was typed is taken as it is when it can be an id or a variable; else it is the beginning of a name, since the
 * list puts the user's own text before the types it matches.
 */
function meantType(typed: string, options: Array<ComboboxOption<string>>, before: string): string {
  if (parseProfileType(typed) || hasVariable(typed) || options.some((option) => option.value === typed)) {
    return typed;
  }
  const wanted = typed.trim().toLowerCase();
  return options.find(({ label }) => label?.toLowerCase().includes(wanted))?.value ?? before;
}

/** Types of one name (Go's and Node's CPU time, for example) are told apart by their ids. */
export function profileTypeOptions(ids: string[]): Array<ComboboxOption<string>> {
  const texts = [...new Set(ids)].map((id) => ({ id, ...profileTypeText(id) }));
  return texts
    .sort(
      (a, b) =>
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        Number(isCount(a.id)) - Number(isCount(b.id)) ||
        a.label.localeCompare(b.label) ||
        a.id.localeCompare(b.id)
    )
    .map(({ id, kind, description }) => ({
      value: id,
      label: profileTypeName(id, ids),
      description: description === '' ? undefined : description,
      group: kindText(kind),
    }));
}

/** Time and bytes say more than how often something was seen, and come first. */
function isCount(id: string): boolean {
  return unitOf(id) === 'short';
}
