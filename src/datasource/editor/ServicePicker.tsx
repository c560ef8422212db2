import React from 'react';
import { Combobox } from '@grafana/ui';
import { t } from '../text';
import { useOptions } from './useOptions';

interface Props {
  id: string;
  /** The service the selector names, if it names one. */
  value?: string;
  services: string[];
  loading?: boolean;
  invalid?: boolean;
  /** Set while the selector cannot be read, and so cannot be changed for the reader. */
  disabled?: boolean;
  onChange: (service: string | undefined) => void;
}

/** The first thing to choose: `service_name` in the selector, by name. */
export function ServicePicker({ id, value, services, loading, invalid, disabled, onChange }: Props) {
  const shown = useOptions(
    services.map((service) => ({ value: service, label: service })),
    value
  );
  return (
    <Combobox
      id={id}
      {...shown}
      placeholder={t('datasource.editor.service-placeholder', 'All services')}
      isClearable
      loading={loading}
      invalid={invalid}
      disabled={disabled}
      width="auto"
      minWidth={20}
      maxWidth={50}
      onChange={(option) => onChange(option?.value)}
    />
  );
}
