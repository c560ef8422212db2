import { useEffect, useMemo, useState } from 'react';
import { Router } from 'react-router-dom';
import { CompatRouter, Navigate, Route, Routes } from 'react-router-dom-v5-compat';
import { ThemeContext, createTheme } from '@grafana/data';
import { LocationServiceProvider, config, locationService } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { AppChrome } from './chrome/AppChrome';
import { AppRootPage } from './pages/AppRootPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { DataSourceEditPage } from './pages/connections/DataSourceEditPage';
import { DataSourceListPage } from './pages/connections/DataSourceListPage';
import { NewDataSourcePage } from './pages/connections/NewDataSourcePage';
import { DashboardListPage } from './pages/dashboard/DashboardListPage';
import { DashboardPage } from './pages/dashboard/DashboardPage';
import { ExplorePage } from './pages/explore/ExplorePage';
import { type ThemeName, rememberTheme } from './services/themeChoice';

export function App({ initialTheme }: { initialTheme: ThemeName }) {
  const [themeName, setThemeName] = useState(initialTheme);
  const theme = useMemo(() => createTheme({ colors: { mode: themeName } }), [themeName]);

  useEffect(() => {
    // Read by plugins that ask the configuration instead of the context.
    Object.assign(config, { theme2: theme });
    document.documentElement.dataset.theme = themeName;
    document.body.className = `theme-${themeName}`;
    document.body.style.background = theme.colors.background.canvas;
  }, [theme, themeName]);

  const switchTheme = () => {
    const next = themeName === 'dark' ? 'light' : 'dark';
    rememberTheme(next);
    if (new URLSearchParams(window.location.search).has('theme')) {
      locationService.partial({ theme: next }, true);
    }
    setThemeName(next);
  };

  return (
    <ThemeContext.Provider value={theme}>
      <LocationServiceProvider service={locationService}>
        <Router history={locationService.getHistory()}>
          <CompatRouter>
            <GlobalStyles />
            <AppChrome themeName={themeName} onSwitchTheme={switchTheme}>
              <Routes>
                <Route path="/" element={<Navigate to="/explore" replace />} />
                <Route path="/explore" element={<ExplorePage />} />
                <Route path="/dashboards" element={<DashboardListPage />} />
                <Route path="/d/:uid" element={<DashboardPage />} />
                <Route path="/d/:uid/:slug" element={<DashboardPage />} />
                <Route path="/connections/datasources" element={<DataSourceListPage />} />
                <Route path="/connections/datasources/new" element={<NewDataSourcePage />} />
                <Route path="/connections/datasources/edit/:uid" element={<DataSourceEditPage />} />
                <Route path="/a/:pluginId/*" element={<AppRootPage />} />
                <Route path="*" element={<NotFoundPage />} />
              </Routes>
            </AppChrome>
            <PortalContainer />
          </CompatRouter>
        </Router>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}
