import type { WorkbenchSettings } from './services/frontendSettings';
import { readLanguage } from './services/languageChoice';
import { readTheme } from './services/themeChoice';

/*
 * Grafana's libraries read their configuration while they are imported. So first the boot data, then everything else.
 */
async function boot(): Promise<void> {
  const theme = readTheme();
  const language = readLanguage();
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = language;
  window.__grafana_public_path__ = '/public/';
  const response = await fetch('/api/frontend/settings');
  if (!response.ok) {
    throw new Error(`the workbench's server answered ${response.status} for its settings`);
  }
  const settings: WorkbenchSettings = await response.json();
  window.grafanaBootData = {
    user: {
      isSignedIn: true,
      id: 1,
      uid: 'workbench',
      login: 'workbench',
      name: 'Workbench',
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: 'Admin',
      isGrafanaAdmin: true,
      lightTheme: theme === 'light',
      theme,
      timezone: 'browser',
      language,
      locale: 'en-US',
      permissions: {
        'datasources:create': true,
        'datasources:explore': true,
        'datasources:query': true,
        'datasources:read': true,
        'datasources:write': true,
        'dashboards:create': true,
      },
    },
    settings: { ...settings, theme: undefined },
    navTree: [],
  };
  const { start } = await import('./main');
  await start(settings, theme, language);
}

boot().catch((error) => {
  console.error(error);
  const line = document.createElement('pre');
  line.style.cssText = 'color: #d44a3a; padding: 16px; white-space: pre-wrap';
  line.textContent = `The page did not start: ${error instanceof Error ? error.message : error}`;
  document.body.append(line);
});
