import { css, cx } from '@emotion/css';
import { Fragment } from 'react';
import { Link } from 'react-router-dom-v5-compat';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, ToolbarButton, useStyles2 } from '@grafana/ui';
import { useSettings } from '../services/useSettings';
import type { ThemeName } from '../services/themeChoice';
import type { Breadcrumb } from './breadcrumbs';

interface Props {
  crumbs: Breadcrumb[];
  menuOpen: boolean;
  onOpenMenu: () => void;
  themeName: ThemeName;
  onSwitchTheme: () => void;
}

export function TopBar({ crumbs, menuOpen, onOpenMenu, themeName, onSwitchTheme }: Props) {
  const styles = useStyles2(getStyles);
  const { workbench } = useSettings();
  const all = [{ text: 'Home', url: '/' }, ...crumbs];
  const other = themeName === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.bar}>
      {!menuOpen && <ToolbarButton icon="bars" aria-label="Open menu" onClick={onOpenMenu} variant="canvas" />}
      <nav className={styles.crumbs} aria-label="Breadcrumbs">
        {all.map(({ text, url }, index) => {
          const last = index === all.length - 1;
          return (
            <Fragment key={index}>
              {index > 0 && <Icon name="angle-right" className={styles.middle} aria-hidden />}
              {last || !url ? (
                <span className={cx(styles.crumb, !last && styles.middle)} aria-current={last ? 'page' : undefined}>
                  {text}
                </span>
              ) : (
                <Link className={cx(styles.crumb, styles.link, styles.middle)} to={url}>
                  {text}
                </Link>
              )}
            </Fragment>
          );
        })}
      </nav>
      <span className={styles.version} title="The Grafana libraries this page is built on">
        Grafana libraries {workbench.grafanaVersion}
      </span>
      <ToolbarButton
        icon="adjust-circle"
        aria-label={`Switch to ${other} theme`}
        tooltip={`Switch to ${other} theme`}
        variant="canvas"
        onClick={onSwitchTheme}
      />
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: theme.spacing(5),
    flex: 'none',
    padding: theme.spacing(0, 1, 0, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  crumbs: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
  }),
  crumb: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    '&[aria-current]': { color: theme.colors.text.primary },
  }),
  link: css({ '&:hover': { textDecoration: 'underline' } }),
  middle: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  version: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
});
