import { css, cx } from '@emotion/css';
import { Link, useLocation } from 'react-router-dom-v5-compat';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName, IconButton, useStyles2 } from '@grafana/ui';
import { exploreUrl } from '../pages/explore/exploreUrl';
import { useSettings } from '../services/useSettings';

interface Entry {
  text: string;
  url: string;
  icon?: IconName;
  children?: Entry[];
}

interface Props {
  /** Beside the page; otherwise over it. */
  docked: boolean;
  onClose: () => void;
}

/** The left menu, with just the pages that exist here. */
export function MegaMenu({ docked, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const { apps, datasources, workbench } = useSettings();
  const traces = Object.values(datasources).find(({ type }) => type === 'tempo');
  const entries: Entry[] = [
    {
      text: 'Dashboards',
      url: '/dashboards',
      icon: 'apps',
      children: workbench.dashboards.map(({ title, url }) => ({ text: title, url })),
    },
    {
      text: 'Explore',
      url: '/explore',
      icon: 'compass',
      children: traces && [{ text: 'Traces', url: exploreUrl(traces) }],
    },
    ...Object.values(apps).map(({ id, name }): Entry => ({ text: name, url: `/a/${id}`, icon: 'fire' })),
    {
      text: 'Connections',
      url: '/connections/datasources',
      icon: 'link',
      children: [
        { text: 'Data sources', url: '/connections/datasources' },
        { text: 'Add data source', url: '/connections/datasources/new' },
      ],
    },
  ];
  const here = bestMatch(entries, pathname);

  return (
    <>
      {!docked && <div className={styles.backdrop} onClick={onClose} aria-hidden />}
      <nav className={cx(styles.menu, !docked && styles.over)} aria-label="Main menu">
        <div className={styles.head}>
          <Icon name="fire" size="xl" className={styles.mark} />
          <span className={styles.title}>Workbench</span>
          <IconButton name={docked ? 'angle-double-left' : 'times'} tooltip="Close menu" size="lg" onClick={onClose} />
        </div>
        <ul className={styles.list}>
          {entries.map((entry) => (
            <li key={entry.url}>
              <MenuLink entry={entry} active={here === entry} />
              {entry.children && (
                <ul className={styles.list}>
                  {entry.children.map((child) => (
                    <li key={child.url}>
                      <MenuLink entry={child} active={here === child} nested />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

function MenuLink({ entry, active, nested }: { entry: Entry; active: boolean; nested?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <Link
      to={entry.url}
      className={cx(styles.link, nested && styles.nested, active && styles.active)}
      aria-current={active ? 'page' : undefined}
    >
      {entry.icon && <Icon name={entry.icon} />}
      {entry.text}
    </Link>
  );
}

function bestMatch(entries: Entry[], pathname: string): Entry | undefined {
  return entries
    .flatMap((entry) => [...(entry.children ?? []), entry])
    .filter(({ url }) => pathname === url || pathname.startsWith(`${url}/`))
    .sort((a, b) => b.url.length - a.url.length)[0];
}

const getStyles = (theme: GrafanaTheme2) => ({
  menu: css({
    width: 240,
    flex: 'none',
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
    overflow: 'auto',
  }),
  over: css({ position: 'fixed', inset: '0 auto 0 0', zIndex: theme.zIndex.sidemenu, boxShadow: theme.shadows.z3 }),
  backdrop: css({
    position: 'fixed',
    inset: 0,
    zIndex: theme.zIndex.sidemenu,
    background: theme.components.overlay.background,
  }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: theme.spacing(5),
    flex: 'none',
    padding: theme.spacing(0, 1, 0, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  mark: css({ color: theme.colors.warning.text }),
  title: css({ flex: 1, fontWeight: theme.typography.fontWeightMedium }),
  list: css({ listStyle: 'none', padding: theme.spacing(0.5, 0) }),
  link: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    position: 'relative',
    height: theme.spacing(4),
    margin: theme.spacing(0, 1),
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  }),
  nested: css({ paddingLeft: theme.spacing(4) }),
  active: css({
    color: theme.colors.text.primary,
    background: theme.colors.action.selected,
    '&::before': {
      content: '""',
      position: 'absolute',
      inset: '4px auto 4px 0',
      width: 3,
      borderRadius: theme.shape.radius.default,
      backgroundImage: theme.colors.gradients.brandVertical,
    },
  }),
});
