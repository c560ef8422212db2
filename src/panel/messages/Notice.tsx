import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Button, Icon, TextLink, Toggletip, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import { showInPane, type PaneOf } from '../../explorePane';
import { BAR_HEIGHTS } from '../panelLayout';
import type { NoticeText } from './notices';

export interface NoticePane {
  /** The pane of Explore that is shown, where links to Explore are followed in place. */
  pane?: PaneOf;
}

interface Props extends NoticePane {
  severity: 'info' | 'warning' | 'error';
  text: string;
  /** The rest of the sentence, dropped where there is no room: it is in the tooltip as well. */
  more?: string;
  testId?: string;
  /** Itself and what else has no line of its own, where the line is too short for all of it. */
  inFull?: readonly NoticeText[];
  link?: { title: string; url: string };
  action?: NoticeText['action'];
}

export const ICONS: Record<Props['severity'], IconName> = {
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
};

/** One line above the graph about what changes its numbers; what the line has no room for opens beside it. */
export function Notice({ severity, text, more, testId, inFull, link, action, pane }: Props) {
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
      {link && <NoticeLink link={link} pane={pane} />}
      {action && <NoticeAction {...action} />}
      {inFull && (
        <Toggletip content={<NoticeList notices={inFull} pane={pane} />} placement="bottom-end" fitContent>
          <Button variant="secondary" fill="text" size="sm" className={styles.button}>
            {inFull.length > 1
              ? t('panel.notice.and-more', 'Show all ({{count}})', { count: inFull.length })
              : t('panel.notice.in-full', 'Show all')}
          </Button>
        </Toggletip>
      )}
    </div>
  );
}

function NoticeAction({ label, run }: NonNullable<NoticeText['action']>) {
  const styles = useStyles2(getStyles);
  return (
    <Button variant="secondary" fill="outline" size="sm" className={styles.action} onClick={run}>
      {label}
    </Button>
  );
}

function NoticeLink({ link, pane }: NoticePane & { link: NonNullable<Props['link']> }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.link}>
      <TextLink
        href={link.url}
        inline={false}
        variant="bodySmall"
        onClick={(event) => pane && showInPane(link.url, pane) && event.preventDefault()}
      >
        {link.title}
      </TextLink>
    </span>
  );
}

export function NoticeList({ notices, pane }: NoticePane & { notices: readonly NoticeText[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} data-testid="hotpath-notices">
      {notices.map(({ severity, text, more, link, action }) => (
        <li key={text} className={styles.entry}>
          <Icon name={ICONS[severity]} className={styles[severity]} />
          <span>
            {text} {more}
          </span>
          {link && <NoticeLink link={link} pane={pane} />}
          {action && <NoticeAction {...action} />}
        </li>
      ))}
    </ul>
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
  action: css({ flexShrink: 0, height: BAR_HEIGHTS.notice - 2 }),
  button: css({ flexShrink: 0, height: BAR_HEIGHTS.notice }),
  link: css({ flexShrink: 0, whiteSpace: 'nowrap' }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  entry: css({
    display: 'flex',
    gap: theme.spacing(0.75),
    '& + &': { marginTop: theme.spacing(1) },
    '& svg': { marginTop: theme.spacing(0.25) },
  }),
  text: css({ flex: '0 1 auto', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  more: css({ color: theme.colors.text.secondary }),
  info: css({ color: theme.colors.info.text, flexShrink: 0 }),
  warning: css({ color: theme.colors.warning.text, flexShrink: 0 }),
  error: css({ color: theme.colors.error.text, flexShrink: 0 }),
});
