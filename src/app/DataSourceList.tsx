import React from 'react';
import { css } from '@emotion/css';
import { locationUtil, type DataSourceInstanceSettings, type GrafanaTheme2 } from '@grafana/data';
import { Trans, t } from '@grafana/i18n';
import { LinkButton, Text, useStyles2 } from '@grafana/ui';

import { settingsUrl } from './profileDataSources';
import { may } from './rights';

export function DataSourceList({ sources }: { sources: DataSourceInstanceSettings[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={t('app.sources.label', 'Connected Pyroscope servers')}>
      {sources.map((source) => (
        <li key={source.uid} className={styles.row}>
          <Text weight="medium">{source.name}</Text>
          {may('datasources:write') && (
            <LinkButton
              size="sm"
              variant="secondary"
              icon="cog"
              href={locationUtil.assureBaseUrl(settingsUrl(source.uid))}
            >
              <Trans i18nKey="app.sources.settings">Settings</Trans>
            </LinkButton>
          )}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
  }),
});
