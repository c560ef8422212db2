import React, { type ChangeEvent, type FormEvent } from 'react';
import { Combobox, Input, SecretInput, SecretTextArea } from '@grafana/ui';
import type { PyroscopeOptions } from '../query/query';
import { t } from '../../wording/t';
import { Labelled, Section, Toggle, WIDTH, type Settings } from './fields';

interface Props {
  options: Settings;
  change: (part: Partial<Settings>) => void;
  changeJson: (part: Partial<PyroscopeOptions>) => void;
}

type Method = 'none' | 'basic' | 'oauth';

/** Who we are for the server, and who the server is for us. */
export function AuthSection({ options, change, changeJson }: Props) {
  const { jsonData } = options;
  const method: Method = options.basicAuth ? 'basic' : jsonData.oauthPassThru ? 'oauth' : 'none';
  const choose = (chosen: Method) =>
    change({ basicAuth: chosen === 'basic', jsonData: { ...jsonData, oauthPassThru: chosen === 'oauth' } });
  return (
    <Section title={t('datasource.settings.auth', 'Authentication')}>
      <Labelled label={t('datasource.settings.method', 'Authentication method')}>
        {(id) => (
          <Combobox<Method>
            id={id}
            width={WIDTH}
            options={[
              { value: 'none', label: t('datasource.settings.no-auth', 'No authentication') },
              {
                value: 'basic',
                label: t('datasource.settings.basic-auth', 'Basic authentication'),
                description: t('datasource.settings.basic-auth-is', 'A user and a password, kept by Grafana'),
              },
              {
                value: 'oauth',
                label: t('datasource.settings.forward', 'Forward OAuth identity'),
                description: t('datasource.settings.forward-is', 'The token the user logged in to Grafana with'),
              },
            ]}
            value={method}
            onChange={({ value }) => choose(value)}
          />
        )}
      </Labelled>
      {method === 'basic' && <BasicAuthFields options={options} change={change} />}
      <Toggle
        label={t('datasource.settings.tls-ca', 'Add self-signed certificate')}
        description={t('datasource.settings.tls-ca-is', 'Trust servers signed by this CA.')}
        value={Boolean(jsonData.tlsAuthWithCACert)}
        onChange={(tlsAuthWithCACert) => changeJson({ tlsAuthWithCACert })}
      />
      {jsonData.tlsAuthWithCACert && (
        <Certificate
          name="tlsCACert"
          label={t('datasource.settings.ca-certificate', 'CA certificate')}
          begins="-----BEGIN CERTIFICATE-----"
          options={options}
          change={change}
        />
      )}
      <Toggle
        label={t('datasource.settings.tls-client', 'TLS client authentication')}
        description={t('datasource.settings.tls-client-is', 'Sends a client certificate to the server.')}
        value={Boolean(jsonData.tlsAuth)}
        onChange={(tlsAuth) => changeJson({ tlsAuth })}
      />
      {jsonData.tlsAuth && (
        <>
          <Labelled label={t('datasource.settings.server-name', 'Server name')}>
            {(id) => (
              <Input
                id={id}
                width={WIDTH}
                placeholder="pyroscope.example.com"
                value={jsonData.serverName ?? ''}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  changeJson({ serverName: event.currentTarget.value })
                }
              />
            )}
          </Labelled>
          <Certificate
            name="tlsClientCert"
            label={t('datasource.settings.client-certificate', 'Client certificate')}
            begins="-----BEGIN CERTIFICATE-----"
            options={options}
            change={change}
          />
          <Certificate
            name="tlsClientKey"
            label={t('datasource.settings.client-key', 'Client key')}
            begins="-----BEGIN RSA PRIVATE KEY-----"
            options={options}
            change={change}
          />
        </>
      )}
      <Toggle
        label={t('datasource.settings.tls-skip', 'Skip TLS certificate check')}
        description={t('datasource.settings.tls-skip-is', 'Accepts any certificate. For tests only.')}
        value={Boolean(jsonData.tlsSkipVerify)}
        onChange={(tlsSkipVerify) => changeJson({ tlsSkipVerify })}
      />
    </Section>
  );
}

function BasicAuthFields({ options, change }: Omit<Props, 'changeJson'>) {
  return (
    <>
      <Labelled label={t('datasource.settings.user', 'User')}>
        {(id) => (
          <Input
            id={id}
            width={WIDTH}
            value={options.basicAuthUser ?? ''}
            autoComplete="off"
            onChange={(event: ChangeEvent<HTMLInputElement>) => change({ basicAuthUser: event.currentTarget.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('datasource.settings.password', 'Password')}>
        {(id) => (
          <SecretInput
            id={id}
            width={WIDTH}
            autoComplete="new-password"
            {...secret(options, 'basicAuthPassword', change)}
          />
        )}
      </Labelled>
    </>
  );
}

interface CertificateProps extends Omit<Props, 'changeJson'> {
  name: string;
  label: string;
  begins: string;
}

function Certificate({ name, label, begins, options, change }: CertificateProps) {
  return (
    <Labelled label={label}>
      {(id) => <SecretTextArea id={id} cols={45} rows={5} placeholder={begins} {...secret(options, name, change)} />}
    </Labelled>
  );
}

/** A secret as Grafana keeps it: written once, then only known to be there. */
function secret(options: Settings, name: string, change: Props['change']) {
  const values = options.secureJsonData as Record<string, string> | undefined;
  return {
    isConfigured: Boolean(options.secureJsonFields?.[name]),
    value: values?.[name] ?? '',
    onChange: (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change({ secureJsonData: { ...values, [name]: event.currentTarget.value } }),
    onReset: () =>
      change({
        secureJsonFields: { ...options.secureJsonFields, [name]: false },
        secureJsonData: { ...values, [name]: '' },
      }),
  };
}
