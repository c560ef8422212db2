import React, { useState, type ChangeEvent } from 'react';
import { css } from '@emotion/css';
import type { DataSourcePluginOptionsEditorProps, GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { CollapsableSection, Input, SecureSocksProxySettings, TagsInput, useStyles2 } from '@grafana/ui';
import { parseProfileType } from '../../../pkg/pyroscope/profileType';
import { MAX_NODES_LIMIT, type PyroscopeOptions } from '../query/query';
import { t } from '../../wording/t';
import { AuthSection } from './AuthSection';
import { CheckedField, Labelled, NumberField, Section, WIDTH, type Secrets, type Settings } from './fields';
import { HeadersSection } from './HeadersSection';

type Props = DataSourcePluginOptionsEditorProps<PyroscopeOptions, Secrets>;

const INTERVAL = /^\d+(?:ms|[Mwdhmsy])$/;

/** The data source's settings page: where the server is, who we are, how long to wait, what to ask by default. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const styles = useStyles2(getStyles);
  const { jsonData, readOnly } = options;
  const [more, setMore] = useState(false);
  const change = (part: Partial<Settings>) => onOptionsChange({ ...options, ...part });
  const changeJson = (part: Partial<PyroscopeOptions>) => change({ jsonData: { ...jsonData, ...part } });

  return (
    <fieldset disabled={readOnly} className={styles.page}>
      <Section title={t('datasource.settings.connection', 'Connection')}>
        <UrlField url={options.url} onChange={(url) => change({ url })} />
      </Section>
      <AuthSection options={options} change={change} changeJson={changeJson} />
      <Section title={t('datasource.settings.headers', 'Tenant and HTTP headers')}>
        <HeadersSection options={options} onChange={onOptionsChange} />
      </Section>
      <Section title={t('datasource.settings.queries', 'Queries')}>
        <CheckedField
          label={t('datasource.settings.min-step', 'Minimum step')}
          description={t(
            'datasource.settings.min-step-is',
            'The shortest distance between two points of a series. Set it to how often your services send profiles.'
          )}
          placeholder="15s"
          value={jsonData.minStep ?? ''}
          problem={(text) =>
            text === '' || INTERVAL.test(text)
              ? undefined
              : t('datasource.settings.min-step-bad', 'Enter a number and a unit: ms, s, m, h or d. For example 15s.')
          }
          onChange={(minStep) => changeJson({ minStep: minStep === '' ? undefined : minStep })}
        />
        <NumberField
          label={t('datasource.settings.max-nodes', 'Max nodes')}
          description={t(
            'datasource.settings.max-nodes-is',
            'Default number of flame graph nodes per query. Leave empty for the server default.'
          )}
          placeholder={t('datasource.settings.server-default', 'Server default')}
          value={jsonData.maxNodes}
          most={MAX_NODES_LIMIT}
          onChange={(maxNodes) => changeJson({ maxNodes })}
        />
        <CheckedField
          label={t('datasource.settings.default-type', 'Default profile type')}
          description={t(
            'datasource.settings.default-type-is',
            'Used when a query has no profile type. Leave empty for CPU.'
          )}
          placeholder="process_cpu:cpu:nanoseconds:cpu:nanoseconds"
          value={jsonData.defaultProfileType ?? ''}
          problem={(text) =>
            text === '' || parseProfileType(text)
              ? undefined
              : t('datasource.settings.default-type-bad', 'A profile type has five parts with colons between them.')
          }
          onChange={(type) => changeJson({ defaultProfileType: type === '' ? undefined : type })}
        />
      </Section>
      <CollapsableSection
        label={t('datasource.settings.more', 'Additional settings')}
        isOpen={more || readOnly}
        onToggle={setMore}
        className={styles.more}
      >
        <div className={styles.fields}>
          <NumberField
            label={t('datasource.settings.timeout', 'Timeout')}
            description={t(
              'datasource.settings.timeout-is',
              'Seconds to wait for an answer. Leave empty for Grafana’s own timeout, 30 by default.'
            )}
            placeholder="30"
            value={jsonData.timeout}
            onChange={(timeout) => changeJson({ timeout })}
          />
          <Labelled
            label={t('datasource.settings.cookies', 'Allowed cookies')}
            description={t(
              'datasource.settings.cookies-is',
              'Names of browser cookies to forward to the server; all others are dropped.'
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
          {config.secureSocksDSProxyEnabled && (
            <SecureSocksProxySettings
              options={options}
              onOptionsChange={(settings) => onOptionsChange(settings as Settings)}
            />
          )}
        </div>
      </CollapsableSection>
    </fieldset>
  );
}

function UrlField({ url, onChange }: { url: string; onChange: (url: string) => void }) {
  return (
    <Labelled
      label={t('datasource.settings.url', 'URL')}
      description={t('datasource.settings.url-is', 'The Pyroscope server’s address as the Grafana server reaches it.')}
      error={urlProblem(url ?? '')}
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
    return t('datasource.settings.url-bad', 'Not a valid URL. Example: http://localhost:4040');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ border: 'none', margin: 0, padding: 0, minWidth: 0, maxWidth: 720 }),
  more: css({ paddingLeft: 0 }),
  fields: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(2) }),
});
