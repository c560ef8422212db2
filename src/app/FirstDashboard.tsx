import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import { locationUtil, type DataSourceInstanceSettings, type GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { locationService } from '@grafana/runtime';
import { Alert, Button, Combobox, Field, useStyles2 } from '@grafana/ui';

import { serverOf } from '../datasource/public';
import { profileTypeName } from '../wording/profileTypeLabel';
import { t } from '../wording/t';
import { DashboardOutcome, type MakingOutcome } from './DashboardOutcome';
import { dashboardUid, findDashboard, firstDashboard, saveDashboard } from './dashboard';
import { isForbidden, reason } from './reason';
import { HOUR_MS, useServices } from './useServices';

interface Props {
  sources: DataSourceInstanceSettings[];
  /** Chosen until the user chooses another: the one just added. */
  preferred: string | undefined;
  /** Counts what changed about the data sources. */
  revision: number;
}

/** Makes a dashboard of one of the services that send profiles, and opens it. */
export function FirstDashboard({ sources, preferred, revision }: Props) {
  const styles = useStyles2(getStyles);
  const sourceId = useId();
  const serviceId = useId();
  const [pickedSource, pickSource] = useState<string>();
  const [pickedService, pickService] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<MakingOutcome>();

  const source = byUid(sources, pickedSource) ?? byUid(sources, preferred) ?? defaultOf(sources);
  const { types, failed, lookAgain } = useServices(source.uid, revision);
  const loading = types === undefined && failed === undefined;
  const names = [...(types?.keys() ?? [])];
  const service = names.length === 1 ? names[0] : names.find((name) => name === pickedService);

  /** The n-th dashboard of this service; the first only where there is none yet. */
  const make = async (of: string, another: boolean): Promise<MakingOutcome | undefined> => {
    let number = 1;
    let found = await findDashboard(dashboardUid(source, of));
    if (found && !another) {
      return { kind: 'found', ...found };
    }
    while (found) {
      found = await findDashboard(dashboardUid(source, of, ++number));
    }
    const ids = types?.get(of) ?? [];
    const end = Date.now();
    const { id } = await serverOf(source.uid).cpuType(of, { start: end - HOUR_MS, end });
    const profileTypeId = id ?? ids[0];
    const title = t('app.dashboard.of', 'Profiles of {{service}}', { service: of });
    const url = await saveDashboard({
      ...firstDashboard({ source, service: of, profileTypeId }, profileTypeName(profileTypeId, ids)),
      uid: dashboardUid(source, of, number),
      title: number === 1 ? title : `${title} (${number})`,
    });
    locationService.push(locationUtil.stripBaseFromUrl(url));
    return undefined;
  };

  const create = async (another = false) => {
    if (busy || service === undefined) {
      return;
    }
    setBusy(true);
    setOutcome(undefined);
    try {
      setOutcome(await make(service, another));
    } catch (error) {
      setOutcome({ kind: 'refused', reason: reason(error), forbidden: isForbidden(error) });
    }
    setBusy(false);
  };

  return (
    <div className={styles.form}>
      <div className={styles.line}>
        {sources.length > 1 && (
          <Field noMargin label={t('app.dashboard.source', 'Data source')} htmlFor={sourceId} className={styles.field}>
            <Combobox
              id={sourceId}
              options={sources.map(({ uid, name }) => ({ value: uid, label: name }))}
              value={source.uid}
              onChange={({ value }) => {
                pickSource(value);
                setOutcome(undefined);
              }}
            />
          </Field>
        )}
        <Field noMargin label={t('app.dashboard.service', 'Service')} htmlFor={serviceId} className={styles.field}>
          <Combobox
            id={serviceId}
            loading={loading}
            options={names.map((name) => ({ value: name, label: name }))}
            value={service ?? null}
            placeholder={
              loading ? t('app.dashboard.loading', 'Asking the server…') : t('app.dashboard.choose', 'Choose a service')
            }
            onChange={({ value }) => {
              pickService(value);
              setOutcome(undefined);
            }}
          />
        </Field>
        <Button
          icon={busy ? 'spinner' : undefined}
          disabled={service === undefined}
          aria-disabled={busy || service === undefined}
          onClick={() => void create()}
        >
          <Trans i18nKey="app.dashboard.create">Create and open</Trans>
        </Button>
      </div>
      {failed !== undefined && (
        <Alert
          severity="warning"
          title={t('app.dashboard.unread', 'Could not list the services of {{name}}', { name: source.name })}
          className={styles.alert}
        >
          <p>{failed}</p>
          <LookAgain onClick={lookAgain} />
        </Alert>
      )}
      {types?.size === 0 && (
        <Alert
          severity="info"
          title={t('app.dashboard.no-services', 'No service sent profiles to {{name}} in the last hour', {
            name: source.name,
          })}
          className={styles.alert}
        >
          <p>
            <Trans i18nKey="app.dashboard.send">
              Point a Pyroscope SDK or Grafana Alloy at the server; a service is listed here a few seconds after its
              first profile.
            </Trans>
          </p>
          <LookAgain onClick={lookAgain} />
        </Alert>
      )}
      {outcome && <DashboardOutcome outcome={outcome} onMakeAnother={() => void create(true)} />}
    </div>
  );
}

function LookAgain({ onClick }: { onClick: () => void }) {
  return (
    <Button type="button" size="sm" variant="secondary" icon="sync" onClick={onClick}>
      <Trans i18nKey="app.dashboard.look-again">Look again</Trans>
    </Button>
  );
}

function byUid(sources: DataSourceInstanceSettings[], uid: string | undefined) {
  return sources.find((source) => source.uid === uid);
}

function defaultOf(sources: DataSourceInstanceSettings[]) {
  return sources.find(({ isDefault }) => isDefault) ?? sources[0];
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1) }),
  field: css({ flex: '1 1 200px', maxWidth: 320 }),
  alert: css({ marginBottom: 0, overflowWrap: 'anywhere' }),
});
