import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, IconButton, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';

interface Props {
  severity: 'info' | 'warning' | 'error';
  text: string;
  /** The rest of the sentence, dropped where there is no room: it is in the tooltip as well. */
  more?: string;
  testId?: string;
  onDismiss?(): void;
}

const ICONS: Record<Props['severity'], IconName> = {
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
};

/** One line above the graph about what changes its numbers. */
export function Notice({ severity, text, more, testId, onDismiss }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={styles.line}
      data-testid={testId}
      role={severity === 'error' ? 'alert' : 'note'}
      title={more ? `${text} ${more}` : text}
    >
      <Icon name={ICONS[severity]} className={styles[severity]} />
      <span className={styles.text}>
        {text} {more && <span className={styles.more}>{more}</span>}
      </span>
      {onDismiss && (
        <IconButton name="times" size="sm" tooltip={t('panel.notice.dismiss', 'Dismiss')} onClick={onDismiss} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    height: BAR_HEIGHTS.notice,
    flexShrink: 0,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  more: css({ color: theme.colors.text.secondary }),
  info: css({ color: theme.colors.info.text, flexShrink: 0 }),
  warning: css({ color: theme.colors.warning.text, flexShrink: 0 }),
  error: css({ color: theme.colors.error.text, flexShrink: 0 }),
});
