import React, { useId, useState, type ChangeEvent } from 'react';
import { css } from '@emotion/css';
import type { DataSourcePluginOptionsEditorProps, DataSourceSettings, GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { config } from '@grafana/runtime';
import {
  CustomHeadersSettings,
  Field,
  FieldSet,
  Input,
  SecretInput,
  SecureSocksProxySettings,
  Switch,
  TLSAuthSettings,
  TagsInput,
  useStyles2,
} from '@grafana/ui';
import type { PyroscopeOptions } from '../query';
import { t } from '../text';

interface Secrets {
  basicAuthPassword?: string;
}

type Props = DataSourcePluginOptionsEditorProps<PyroscopeOptions, Secrets>;
type Settings = DataSourceSettings<PyroscopeOptions, Secrets>;

const WIDTH = 40;
const INTERVAL = /^\d+(?:ms|[Mwdhmsy])$/;

/** The data source's settings page: where the server is, who we are, how long to wait. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const styles = useStyles2(getStyles);
  const { jsonData, readOnly } = options;
  const change = (part: Partial<Settings>) => onOptionsChange({ ...options, ...part });
  const changeJson = (part: Partial<PyroscopeOptions>) => change({ jsonData: { ...jsonData, ...part } });

  return (
    <>
      <FieldSet label={t('datasource.settings.connection', 'Connection')} disabled={readOnly}>
        <UrlField url={options.url} onChange={(url) => change({ url })} />
      </FieldSet>
      <FieldSet label={t('datasource.settings.auth', 'Authentication')} disabled={readOnly}>
        <BasicAuthFields options={options} change={change} />
        <Toggle
          label={t('datasource.settings.forward', 'Forward the reader’s OAuth identity')}
          description={t(
            'datasource.settings.forward-is',
            'Sends the access token with which the reader logged in to Grafana.'
          )}
          value={Boolean(jsonData.oauthPassThru)}
          onChange={(oauthPassThru) => changeJson({ oauthPassThru })}
        />
        <TlsFields options={options} onOptionsChange={onOptionsChange} changeJson={changeJson} />
      </FieldSet>
      <section aria-label={t('datasource.settings.headers', 'Custom HTTP headers')}>
        <CustomHeadersSettings
          dataSourceConfig={options}
          onChange={(settings) => onOptionsChange(settings as Settings)}
        />
        <p className={styles.hint}>
          <Trans i18nKey="datasource.settings.tenant-hint">
            A server with several tenants asks for the header X-Scope-OrgID with the tenant’s id.
          </Trans>
        </p>
      </section>
      <FieldSet label={t('datasource.settings.limits', 'Time and resolution')} disabled={readOnly}>
        <NumberField
          label={t('datasource.settings.timeout', 'Timeout')}
          description={t(
            'datasource.settings.timeout-is',
            'Seconds to wait for an answer. Empty: 30, unless Grafana is configured otherwise.'
          )}
          value={jsonData.timeout}
          onChange={(timeout) => changeJson({ timeout })}
        />
        <MinStepField value={jsonData.minStep} onChange={(minStep) => changeJson({ minStep })} />
        <Labelled
          label={t('datasource.settings.cookies', 'Allowed cookies')}
          description={t(
            'datasource.settings.cookies-is',
            'Names of browser cookies that are passed on to the server; all others are held back.'
          )}
        >
          {(id) => (
            <TagsInput
              id={id}
              width={WIDTH}
              tags={jsonData.keepCookies}
              placeholder={t('datasource.settings.cookies-placeholder', 'New cookie (enter key to add)')}
              onChange={(keepCookies) => changeJson({ keepCookies })}
            />
          )}
        </Labelled>
      </FieldSet>
      {config.secureSocksDSProxyEnabled && (
        <SecureSocksProxySettings
          options={options}
          onOptionsChange={(settings) => onOptionsChange(settings as Settings)}
        />
      )}
    </>
  );
}

function UrlField({ url, onChange }: { url: string; onChange: (url: string) => void }) {
  const problem = urlProblem(url ?? '');
  return (
    <Labelled
      label={t('datasource.settings.url', 'URL')}
      description={t('datasource.settings.url-is', 'The Pyroscope server’s address as the Grafana server sees it.')}
      error={problem}
      required
    >
      {(id) => (
        <Input
          id={id}
          width={WIDTH}
          type="url"
          placeholder="http://localhost:4040"
          value={url ?? ''}
          onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value.trim())}
        />
      )}
    </Labelled>
  );
}

/** What is wrong with an address that was typed; an empty one is not wrong yet. */
export function urlProblem(url: string): string | undefined {
  if (url === '') {
    return undefined;
  }
  if (!/^https?:\/\//i.test(url)) {
    return t('datasource.settings.url-scheme', 'Start the address with http:// or https://.');
  }
  try {
    return new URL(url).hostname ? undefined : t('datasource.settings.url-host', 'The address has no host name.');
  } catch {
    return t('datasource.settings.url-bad', 'This is no address. An example: http://localhost:4040');
  }
}

function BasicAuthFields({ options, change }: { options: Settings; change: (part: Partial<Settings>) => void }) {
  return (
    <>
      <Toggle
        label={t('datasource.settings.basic-auth', 'Basic authentication')}
        value={Boolean(options.basicAuth)}
        onChange={(basicAuth) => change({ basicAuth })}
      />
      {options.basicAuth && (
        <>
          <Labelled label={t('datasource.settings.user', 'User')}>
            {(id) => (
              <Input
                id={id}
                width={WIDTH}
                value={options.basicAuthUser ?? ''}
                autoComplete="off"
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  change({ basicAuthUser: event.currentTarget.value })
                }
              />
            )}
          </Labelled>
          <Labelled label={t('datasource.settings.password', 'Password')}>
            {(id) => (
              <SecretInput
                id={id}
                width={WIDTH}
                isConfigured={Boolean(options.secureJsonFields?.basicAuthPassword)}
                value={options.secureJsonData?.basicAuthPassword ?? ''}
                autoComplete="new-password"
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  change({
                    secureJsonData: { ...options.secureJsonData, basicAuthPassword: event.currentTarget.value },
                  })
                }
                onReset={() =>
                  change({
                    secureJsonFields: { ...options.secureJsonFields, basicAuthPassword: false },
                    secureJsonData: { ...options.secureJsonData, basicAuthPassword: '' },
                  })
                }
              />
            )}
          </Labelled>
        </>
      )}
    </>
  );
}

function TlsFields({
  options,
  onOptionsChange,
  changeJson,
}: Props & { changeJson: (part: Partial<PyroscopeOptions>) => void }) {
  const { tlsSkipVerify, tlsAuth, tlsAuthWithCACert } = options.jsonData;
  return (
    <>
      <Toggle
        label={t('datasource.settings.tls-client', 'TLS client authentication')}
        value={Boolean(tlsAuth)}
        onChange={(value) => changeJson({ tlsAuth: value })}
      />
      <Toggle
        label={t('datasource.settings.tls-ca', 'With own CA certificate')}
        value={Boolean(tlsAuthWithCACert)}
        onChange={(value) => changeJson({ tlsAuthWithCACert: value })}
      />
      <Toggle
        label={t('datasource.settings.tls-skip', 'Skip TLS certificate check')}
        description={t('datasource.settings.tls-skip-is', 'Accepts any certificate. Only for tests.')}
        value={Boolean(tlsSkipVerify)}
        onChange={(value) => changeJson({ tlsSkipVerify: value })}
      />
      {(tlsAuth || tlsAuthWithCACert) && (
        <TLSAuthSettings dataSourceConfig={options} onChange={(settings) => onOptionsChange(settings as Settings)} />
      )}
    </>
  );
}

/** Keeps what is typed while it is no interval yet, and saves only what Grafana can read. */
function MinStepField({ value, onChange }: { value?: string; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? '');
  const problem =
    typed === '' || INTERVAL.test(typed)
      ? undefined
      : t('datasource.settings.min-step-bad', 'Write a number and a unit: ms, s, m, h, d. For example 15s.');
  return (
    <Labelled
      label={t('datasource.settings.min-step', 'Minimal step')}
      description={t(
        'datasource.settings.min-step-is',
        'The shortest distance between two points of a series. Set it to how often your services send profiles.'
      )}
      error={problem}
    >
      {(id) => (
        <Input
          id={id}
          width={WIDTH}
          placeholder="15s"
          value={typed}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const text = event.currentTarget.value.trim();
            setTyped(text);
            if (text === '' || INTERVAL.test(text)) {
              onChange(text === '' ? undefined : text);
            }
          }}
        />
      )}
    </Labelled>
  );
}

interface NumberFieldProps {
  label: string;
  description: string;
  value?: number;
  onChange: (value: number | undefined) => void;
}

function NumberField({ label, description, value, onChange }: NumberFieldProps) {
  return (
    <Labelled label={label} description={description}>
      {(id) => (
        <Input
          id={id}
          width={WIDTH}
          type="number"
          min={0}
          placeholder="30"
          value={value ?? ''}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const number = parseInt(event.currentTarget.value, 10);
            onChange(number > 0 ? number : undefined);
          }}
        />
      )}
    </Labelled>
  );
}

interface ToggleProps {
  label: string;
  description?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

function Toggle({ label, description, value, onChange }: ToggleProps) {
  return (
    <Labelled label={label} description={description}>
      {(id) => <Switch id={id} value={value} onChange={(event) => onChange(event.currentTarget.checked)} />}
    </Labelled>
  );
}

interface LabelledProps {
  label: string;
  description?: string;
  error?: string;
  required?: boolean;
  children: (id: string) => React.ReactElement<Record<string, unknown>>;
}

function Labelled({ label, description, error, required, children }: LabelledProps) {
  const id = useId();
  return (
    <Field
      label={label}
      description={description}
      htmlFor={id}
      invalid={error !== undefined}
      error={error}
      required={required}
    >
      {children(id)}
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Grafana's header fields end in a margin of five.
  hint: css({ color: theme.colors.text.secondary, margin: theme.spacing(-4, 0, 5) }),
});
