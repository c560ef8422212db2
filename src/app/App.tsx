import React, { useState } from 'react';
import { css } from '@emotion/css';
import { PageLayoutType, type AppRootProps, type GrafanaTheme2 } from '@grafana/data';
import { Trans, initPluginTranslations, t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, Text, useStyles2 } from '@grafana/ui';

import { ConnectServer } from './ConnectServer';
import { ExploreLinks } from './ExploreLinks';
import { FirstDashboard } from './FirstDashboard';
import { profileDataSources } from './profileDataSources';
import { may } from './rights';
import { APP_PLUGIN_ID } from '../frames/profileMeta';
import { Step } from './Step';
import { TraceSetup } from './traces/TraceSetup';

// Sentences fall back to English until then, so nothing waits for it.
void initPluginTranslations(APP_PLUGIN_ID);

/** The landing page: what to do first, and the way to each thing once it is there. */
export function App(_: AppRootProps) {
  const styles = useStyles2(getStyles);
  const [changes, setChanges] = useState<{ count: number; last?: string }>({ count: 0 });
  const sources = profileDataSources();
  return (
    <PluginPage layout={PageLayoutType.Standard}>
      <div className={styles.page}>
        <Text color="secondary">
          <Trans i18nKey="app.intro">
            A profile shows where a program spends its CPU time, memory or waiting, function by function. Three steps
            lead to the first one.
          </Trans>
        </Text>
        <ol className={styles.steps}>
          <Step
            number={1}
            done={sources.length > 0}
            title={t('app.connect.title', 'Connect a Pyroscope server')}
            text={t('app.connect.text', 'Add the server that stores your profiles as a data source of this Grafana.')}
          >
            <ConnectServer
              sources={sources}
              onChanged={(last) => setChanges(({ count }) => ({ count: count + 1, last }))}
            />
          </Step>
          <Step
            number={2}
            title={t('app.look.title', 'Look at a profile in Explore')}
            text={t(
              'app.look.text',
              'Choose a profile type and a service and run the query. Wide bars are expensive; the top table lists the most expensive functions.'
            )}
          >
            {sources.length > 0 && may('datasources:explore') && <ExploreLinks sources={sources} />}
          </Step>
          <Step
            number={3}
            title={t('app.dashboard.title', 'Put it on a dashboard')}
            text={t(
              'app.dashboard.text',
              'Create a dashboard for a service, or add a panel, choose the data source, and pick the visualization “Flame graph (Hotpath)”. Queries saved for Grafana’s built-in Pyroscope data source work unchanged once their data source is switched.'
            )}
          >
            {sources.length > 0 &&
              (may('dashboards:create') ? (
                <FirstDashboard sources={sources} preferred={changes.last} revision={changes.count} />
              ) : (
                <Alert
                  severity="info"
                  title={t('app.dashboard.forbidden-title', 'Only editors and admins can create dashboards')}
                >
                  <Trans i18nKey="app.dashboard.forbidden">
                    Ask one of them to create it, or to give you the permission to create dashboards.
                  </Trans>
                </Alert>
              ))}
          </Step>
        </ol>
        <Text element="h2" variant="h4">
          <Trans i18nKey="app.traces.title">From a slow span to its code</Trans>
        </Text>
        <Text color="secondary">
          <Trans i18nKey="app.traces.text">
            Spans that carry the attribute pyroscope.profile.id open their profile from the trace view once the Tempo
            data source leads to a Pyroscope data source. Tempo’s own settings page lists only the built-in type.
          </Trans>
        </Text>
        {sources.length > 0 && <TraceSetup sources={sources} />}
      </div>
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), maxWidth: 840 }),
  steps: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
