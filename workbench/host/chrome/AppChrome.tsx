import { css } from '@emotion/css';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { useMedia } from 'react-use';
import type { GrafanaTheme2 } from '@grafana/data';
import { ErrorBoundaryAlert, useStyles2, useTheme2 } from '@grafana/ui';
import type { ThemeName } from '../services/themeChoice';
import { MegaMenu } from './MegaMenu';
import { Notifications } from './Notifications';
import { TopBar } from './TopBar';
import { type Breadcrumb, BreadcrumbsContext } from './breadcrumbs';

interface Props {
  themeName: ThemeName;
  onSwitchTheme: () => void;
  children: ReactNode;
}

/** Grafana's frame around every page: menu on the left, bar on top. */
export function AppChrome({ themeName, onSwitchTheme, children }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const wide = useMedia(`(min-width: ${theme.breakpoints.values.lg}px)`);
  const [crumbs, setCrumbs] = useState<Breadcrumb[]>([]);
  const { pathname } = useLocation();

  // Docked where there is room; otherwise what was opened covers the page, and goes with it.
  const place = wide ? 'docked' : pathname;
  const [chosen, setChosen] = useState<{ place: string; open: boolean }>();
  const open = chosen?.place === place ? chosen.open : wide;
  const setOpen = (next: boolean) => setChosen({ place, open: next });

  return (
    <BreadcrumbsContext.Provider value={setCrumbs}>
      <div className={styles.frame}>
        {open && <MegaMenu docked={wide} onClose={() => setOpen(false)} />}
        <div className={styles.main}>
          <TopBar
            crumbs={crumbs}
            menuOpen={open}
            onOpenMenu={() => setOpen(true)}
            themeName={themeName}
            onSwitchTheme={onSwitchTheme}
          />
          <main className={styles.page}>
            <ErrorBoundaryAlert style="page" boundaryName="page" dependencies={[pathname]}>
              {children}
            </ErrorBoundaryAlert>
          </main>
        </div>
      </div>
      <Notifications />
    </BreadcrumbsContext.Provider>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    display: 'flex',
    height: '100vh',
    background: theme.colors.background.canvas,
    color: theme.colors.text.primary,
  }),
  main: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 }),
  page: css({ flex: 1, minHeight: 0, overflow: 'auto', position: 'relative' }),
});
