import React, { useEffect, useId, useState } from 'react';
import { css } from '@emotion/css';
import { locationUtil, type DataSourceInstanceSettings, type GrafanaTheme2 } from '@grafana/data';
import { Trans, t } from '@grafana/i18n';
import { locationService } from '@grafana/runtime';
import { Alert, Button, Combobox, Field, useStyles2 } from '@grafana/ui';

import { firstDashboard, saveDashboard } from './dashboard';
import { reason } from './reason';
import { services } from './serverOf';

const HOUR_MS = 3_600_000;

/** Makes a dashboard of one of the services that send profiles, and opens it. */
export function FirstDashboard({ source }: { source: DataSourceInstanceSettings }) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [names, setNames] = useState<string[]>();
  const [service, setService] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const { uid } = source;
  useEffect(() => {
    const end = Date.now();
    services({ uid }, { start: end - HOUR_MS, end }).then(setNames, (error) => {
      setNames([]);
      setProblem(reason(error));
    });
  }, [uid]);

  const create = async (name: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const title = t('app.dashboard.of', 'Profiles of {{service}}', {
        service: name,
        interpolation: { escapeValue: false },
      });
      const url = await saveDashboard(firstDashboard(source, name, title));
      locationService.push(locationUtil.stripBaseFromUrl(url));
    } catch (error) {
      setProblem(reason(error));
      setBusy(false);
    }
  };

  return (
    <div className={styles.form}>
      <Field noMargin label={t('app.dashboard.service', 'Service')} htmlFor={id}>
        <Combobox
          id={id}
          width={32}
          loading={names === undefined}
          options={(names ?? []).map((name) => ({ value: name, label: name }))}
          value={service ?? null}
          placeholder={
            names?.length === 0
              ? t('app.dashboard.no-services', 'No service sent profiles in the last hour')
              : t('app.dashboard.choose', 'Choose a service')
          }
          onChange={({ value }) => setService(value)}
        />
      </Field>
      <Button disabled={busy || service === undefined} onClick={() => service && create(service)}>
        <Trans i18nKey="app.dashboard.create">Create and open</Trans>
      </Button>
      {problem && (
        <Alert severity="error" title={t('app.dashboard.failed', 'No dashboard was made')} className={styles.problem}>
          {problem}
        </Alert>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1), width: '100%' }),
  problem: css({ flexBasis: '100%' }),
});
