import { createRoot } from 'react-dom/client';
import { initPluginTranslations } from '@grafana/i18n';
import i18next from 'i18next';
import { App } from './App';
import { setUpSystemJs } from './loader/systemjs';
import { type WorkbenchSettings, setSettings } from './services/frontendSettings';
import { setUpMonaco } from './services/monacoWorker';
import { setUpRuntime } from './services/runtime';
import type { ThemeName } from './services/themeChoice';

export async function start(settings: WorkbenchSettings, theme: ThemeName, language: string): Promise<void> {
  setSettings(settings);
  setUpMonaco();
  setUpRuntime();
  await initPluginTranslations('grafana');
  await i18next.changeLanguage(language);
  setUpSystemJs();
  createRoot(document.getElementById('reactRoot')!).render(<App initialTheme={theme} />);
}
