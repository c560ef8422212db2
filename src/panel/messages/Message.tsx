import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Button, ClipboardButton, Icon, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';

export interface MessageText {
  kind: 'error' | 'empty' | 'loading';
  title: string;
  remedy?: string;
  /** The technical line, to copy. */
  detail?: string;
  /** What the user can do about it with one click. */
  action?: { label: string; run(): void };
}

const ICONS: Record<MessageText['kind'], IconName> = {
  error: 'exclamation-circle',
  empty: 'info-circle',
  loading: 'spinner',
};

/** Takes the place of the graph: what happened and what to do. */
export function Message({ kind, title, remedy, detail, action }: MessageText) {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={styles.message}
      data-testid="hotpath-message"
      data-kind={kind}
      role={kind === 'error' ? 'alert' : 'status'}
    >
      <div className={styles.content}>
        <div className={kind === 'error' ? styles.error : styles.title}>
          <Icon name={ICONS[kind]} /> {title}
        </div>
        {remedy && <div>{remedy}</div>}
        {action && (
          <div>
            <Button size="sm" variant="secondary" onClick={action.run}>
              {action.label}
            </Button>
          </div>
        )}
        {detail && (
          <div className={styles.detail}>
            <code>{detail}</code>
            <ClipboardButton
              icon="copy"
              variant="secondary"
              fill="text"
              size="sm"
              getText={() => detail}
              aria-label={t('panel.message.copy', 'Copy error details')}
            />
          </div>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({ display: 'flex', height: '100%', overflow: 'auto', padding: theme.spacing(1) }),
  content: css({
    margin: 'auto',
    maxWidth: theme.spacing(75),
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  error: css({ fontWeight: theme.typography.fontWeightMedium, color: theme.colors.error.text }),
  detail: css({
    display: 'flex',
    alignItems: 'center',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    // Grafana's code has no line breaks, and would be wider than a narrow panel.
    '& code': { whiteSpace: 'pre-wrap' },
  }),
});
