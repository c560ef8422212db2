import { AppPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';

import { App } from './app/App';
import { APP_PLUGIN_ID } from './frames/profileMeta';

void initPluginTranslations(APP_PLUGIN_ID);

export const plugin = new AppPlugin().setRootPage(App);
