import React from 'react';
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Alert, Button, LinkButton, useStyles2 } from '@grafana/ui';

import { t } from '../wording/t';

/** Why no dashboard was made. */
export type MakingOutcome =
  { kind: 'found'; title: string; url: string } | { kind: 'refused'; reason: string; forbidden: boolean };

interface Props {
  outcome: MakingOutcome;
  onMakeAnother: () => void;
}

export function DashboardOutcome({ outcome, onMakeAnother }: Props) {
  const styles = useStyles2(getStyles);
  if (outcome.kind === 'refused') {
    return (
      <Alert
        severity="error"
        title={t('app.dashboard.failed', 'The dashboard was not created')}
        className={styles.alert}
      >
        {outcome.reason}{' '}
        {outcome.forbidden
          ? t(
              'app.dashboard.refused',
              'Ask an admin of this Grafana for the permission to create dashboards (the Editor role includes it). Until then, Explore shows the same profiles.'
            )
          : t('app.dashboard.try-again', 'Your choices are still here: try again.')}
      </Alert>
    );
  }
  return (
    <Alert
      severity="info"
      title={t('app.dashboard.found', '“{{title}}” already exists', { title: outcome.title })}
      className={styles.alert}
    >
      <div className={styles.buttons}>
        <LinkButton size="sm" icon="apps" href={locationUtil.assureBaseUrl(locationUtil.stripBaseFromUrl(outcome.url))}>
          <Trans i18nKey="app.dashboard.open">Open it</Trans>
        </LinkButton>
        <Button type="button" size="sm" variant="secondary" onClick={onMakeAnother}>
          <Trans i18nKey="app.dashboard.another">Create another one</Trans>
        </Button>
      </div>
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  alert: css({ marginBottom: 0, overflowWrap: 'anywhere' }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
