import React from 'react';
import { t } from '../../../wording/t';
import { matching } from './resolveTypedChoice';
import { Picker } from './Picker';

interface Props {
  id: string;
  /** The service the selector names, if it names one. */
  value?: string;
  services: string[];
  loading?: boolean;
  invalid?: boolean;
  /** Set while the selector cannot be read, and so cannot be changed for the user. */
  disabled?: boolean;
  onChange: (service: string | undefined) => void;
}

/** The first thing to choose: `service_name` in the selector, by name. */
export function ServicePicker({ id, value, services, loading, invalid, disabled, onChange }: Props) {
  return (
    <Picker
      id={id}
      options={services.map((service) => ({ value: service, label: service }))}
      chosen={value}
      placeholder={t('datasource.editor.service-placeholder', 'All services')}
      clearable
      loading={loading}
      invalid={invalid}
      disabled={disabled}
      minWidth={20}
      maxWidth={50}
      onChange={(service, typed) => onChange(service && listed(service, typed, services))}
    />
  );
}

/** The service chosen, unless what was typed for it names others. */
function listed(service: string, typed: string | undefined, services: string[]): string {
  const meant = typed === undefined ? [] : matching(services, typed.trim());
  return meant.length === 0 || meant.includes(service) ? service : meant[0];
}
