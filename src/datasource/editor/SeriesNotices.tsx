import React from 'react';
import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2, QueryResultMetaNotice } from '@grafana/data';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';

interface Props {
  /** Of one query. */
  frames: readonly DataFrame[];
  /** Follows a link in this pane; false where the browser is to follow it. */
  onFollow: (url: string) => boolean;
}

/**
 * What a user has to know of series and heatmaps, under their query: Explore's graphs do not show it. Flame graphs
 * say theirs themselves.
 */
export function SeriesNotices({ frames, onFollow }: Props) {
  const styles = useStyles2(getStyles);
  const notices = frames
    .filter(({ meta }) => meta?.preferredVisualisationType !== 'flamegraph')
    .flatMap(({ meta }) => meta?.notices ?? []);
  if (notices.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} role="status">
      {notices.map(({ severity, text, link }) => (
        <li key={text} className={styles.notice}>
          <Icon name={iconOf(severity)} className={styles[severity]} />
          <span>{text}</span>
          {link && (
            <TextLink
              href={link}
              inline={false}
              variant="bodySmall"
              onClick={(event) => onFollow(link) && event.preventDefault()}
            >
              {t('datasource.note.show-type', 'Show this type')}
            </TextLink>
          )}
        </li>
      ))}
    </ul>
  );
}

function iconOf(severity: QueryResultMetaNotice['severity']) {
  return severity === 'info' ? 'info-circle' : 'exclamation-triangle';
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0.5, 0, 0), padding: 0 }),
  notice: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '& svg': { flex: 'none', marginTop: theme.spacing(0.25) },
  }),
  info: css({ color: theme.colors.info.text }),
  warning: css({ color: theme.colors.warning.text }),
  error: css({ color: theme.colors.error.text }),
});
