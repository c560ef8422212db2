import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, FieldValidationMessage, Input, SecretInput, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import { Labelled, WIDTH, type Settings } from './fields';
import { readHeaders, TENANT_HEADER, withAddedHeader, withHeader, withoutHeader } from './headers';

interface Props {
  options: Settings;
  onChange: (options: Settings) => void;
}

/** The tenant, which is a header by a name that nobody remembers; the others below it. */
export function HeadersSection({ options, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const headers = readHeaders(options);
  const found = headers.findIndex(({ name }) => name.toLowerCase() === TENANT_HEADER.toLowerCase());
  const tenant = found < 0 ? undefined : headers[found];
  const others = headers.map((header, index) => ({ header, index })).filter(({ index }) => index !== found);

  const writeTenant = (value: string) => {
    if (found < 0) {
      onChange(withAddedHeader(options, { name: TENANT_HEADER, value, saved: false }));
    } else {
      onChange(value === '' ? withoutHeader(options, found) : withHeader(options, found, { value, saved: false }));
    }
  };
  const hidesOthers = (index: number) =>
    headers[index].name === '' && headers.slice(index + 1).some(({ name }) => name !== '');

  return (
    <>
      <Labelled
        label={t('datasource.settings.tenant', 'Tenant')}
        description={t(
          'datasource.settings.tenant-is',
          'For a server with several tenants: the tenant’s ID, sent as the header X-Scope-OrgID.'
        )}
      >
        {(field) => (
          <SecretInput
            id={field}
            width={WIDTH}
            placeholder={t('datasource.settings.tenant-placeholder', 'None')}
            isConfigured={tenant?.saved ?? false}
            value={tenant?.value ?? ''}
            onChange={(event) => writeTenant(event.currentTarget.value)}
            onReset={() => onChange(withoutHeader(options, found))}
          />
        )}
      </Labelled>
      {others.map(({ header, index }) => (
        <div
          key={index}
          className={styles.row}
          role="group"
          aria-label={t('datasource.settings.header', 'HTTP header {{number}}', { number: index + 1 })}
        >
          <Input
            id={`${id}-name-${index}`}
            className={styles.name}
            aria-label={t('datasource.settings.header-name', 'Header')}
            placeholder={t('datasource.settings.header-name', 'Header')}
            value={header.name}
            invalid={hidesOthers(index)}
            aria-invalid={hidesOthers(index)}
            onChange={(event) => onChange(withHeader(options, index, { name: event.currentTarget.value.trim() }))}
          />
          <SecretInput
            id={`${id}-value-${index}`}
            className={styles.value}
            aria-label={t('datasource.settings.header-value', 'Header value')}
            placeholder={t('datasource.settings.header-value', 'Header value')}
            isConfigured={header.saved}
            value={header.value}
            onChange={(event) => onChange(withHeader(options, index, { value: event.currentTarget.value }))}
            onReset={() => onChange(withHeader(options, index, { value: '', saved: false }))}
          />
          <Button
            variant="secondary"
            icon="trash-alt"
            aria-label={t('datasource.settings.remove-header', 'Remove header {{name}}', { name: header.name })}
            onClick={() => onChange(withoutHeader(options, index))}
          />
          {hidesOthers(index) && (
            <FieldValidationMessage>
              {t(
                'datasource.settings.header-unnamed',
                'Name this header or remove it: Grafana sends no header after it.'
              )}
            </FieldValidationMessage>
          )}
        </div>
      ))}
      <Button
        variant="secondary"
        icon="plus"
        onClick={() => onChange(withAddedHeader(options, { name: '', value: '', saved: false }))}
      >
        {t('datasource.settings.add-header', 'Add HTTP header')}
      </Button>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  name: css({ width: theme.spacing(24), maxWidth: '100%' }),
  value: css({ width: theme.spacing(32), maxWidth: '100%' }),
});
