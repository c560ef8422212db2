import { css } from '@emotion/css';
import type { ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Breadcrumb, useBreadcrumbs } from './breadcrumbs';

interface Props {
  title: string;
  /** Before the title in the bar. */
  parents?: Breadcrumb[];
  heading?: ReactNode;
  subTitle?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page with a heading, as Grafana's administrative pages are. */
export function Page({ title, parents = [], heading, subTitle, actions, children }: Props) {
  const styles = useStyles2(getStyles);
  useBreadcrumbs(title ? [...parents, { text: title }] : parents);
  return (
    <div className={styles.page}>
      {(heading || title) && (
        <div className={styles.head}>
          <div className={styles.words}>
            {heading ?? <h1 className={styles.title}>{title}</h1>}
            {subTitle && <div className={styles.subTitle}>{subTitle}</div>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    minHeight: '100%',
    padding: theme.spacing(4),
    [theme.breakpoints.down('md')]: { padding: theme.spacing(2) },
    background: theme.colors.background.primary,
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    marginBottom: theme.spacing(3),
  }),
  words: css({ minWidth: 0 }),
  title: css({ margin: 0 }),
  subTitle: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(0.5) }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
});
