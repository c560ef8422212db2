import React from 'react';
import { css } from '@emotion/css';
import { locationUtil, type DataSourceInstanceSettings, type GrafanaTheme2 } from '@grafana/data';
import { LinkButton, useStyles2 } from '@grafana/ui';

import { t } from '../wording/t';
import { exploreUrl } from './profileDataSources';

export function ExploreLinks({ sources }: { sources: DataSourceInstanceSettings[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.links}>
      {sources.map((source) => (
        <LinkButton
          key={source.uid}
          variant={sources.length === 1 ? 'primary' : 'secondary'}
          icon="compass"
          href={locationUtil.assureBaseUrl(exploreUrl(source))}
        >
          {sources.length === 1
            ? t('app.look.explore', 'Open Explore')
            : t('app.look.explore-of', 'Explore {{name}}', { name: source.name })}
        </LinkButton>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
