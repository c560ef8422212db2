import React from 'react';
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2, type TestDataSourceResponse } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Alert, Button, LinkButton, useStyles2 } from '@grafana/ui';

import { t } from '../wording/t';
import { settingsUrl, type AddedDataSource } from './profileDataSources';
import { may } from './rights';

/** What became of adding a data source. */
export type Outcome =
  | { kind: 'refused'; url: string; reason: string; forbidden: boolean }
  | { kind: 'known'; sources: AddedDataSource[] }
  | { kind: 'checked'; source: AddedDataSource; health: TestDataSourceResponse };

interface Props {
  outcome: Outcome;
  onAddAnyway: () => void;
}

export function AddOutcome({ outcome, onAddAnyway }: Props) {
  const styles = useStyles2(getStyles);
  switch (outcome.kind) {
    case 'refused':
      return (
        <Alert
          severity="error"
          title={t('app.add.failed', 'The data source could not be saved')}
          className={styles.alert}
        >
          {outcome.reason}{' '}
          {outcome.forbidden
            ? t(
                'app.add.forbidden',
                'Ask an admin of this Grafana to add a data source of the type “Pyroscope (Hotpath)” with the URL {{url}}.',
                { url: outcome.url }
              )
            : t('app.add.try-again', 'Your URL is still here: try again.')}
        </Alert>
      );
    case 'known':
      return (
        <Alert
          severity="info"
          title={t('app.add.known', '{{names}} already uses this URL', {
            names: outcome.sources.map(({ name }) => `“${name}”`).join(', '),
          })}
          className={styles.alert}
        >
          <div className={styles.buttons}>
            <SettingsLink uid={outcome.sources[0].uid} />
            <Button type="button" size="sm" variant="secondary" onClick={onAddAnyway}>
              <Trans i18nKey="app.add.anyway">Add it anyway</Trans>
            </Button>
          </div>
        </Alert>
      );
    case 'checked':
      return <Checked source={outcome.source} health={outcome.health} />;
  }
}

function Checked({ source, health }: { source: AddedDataSource; health: TestDataSourceResponse }) {
  const styles = useStyles2(getStyles);
  if (health.status === 'success') {
    return <Alert severity="success" title={health.message ?? ''} className={styles.alert} />;
  }
  return (
    <Alert severity="warning" title={health.message ?? ''} className={styles.alert}>
      <p>{health.details?.message}</p>
      <p>
        {t('app.add.unanswered', '“{{name}}” was added anyway: fix its URL above, or open its settings.', {
          name: source.name,
        })}
      </p>
      {health.details?.verboseMessage && <pre className={styles.detail}>{health.details.verboseMessage}</pre>}
      <SettingsLink uid={source.uid} />
    </Alert>
  );
}

function SettingsLink({ uid }: { uid: string }) {
  if (!may('datasources:write')) {
    return null;
  }
  return (
    <LinkButton size="sm" variant="secondary" icon="cog" href={locationUtil.assureBaseUrl(settingsUrl(uid))}>
      <Trans i18nKey="app.add.settings">Open its settings</Trans>
    </LinkButton>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  alert: css({ marginBottom: 0, overflowWrap: 'anywhere' }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  detail: css({ whiteSpace: 'pre-wrap' }),
});
