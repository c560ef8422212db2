import { AppPlugin, type AppRootProps } from '@grafana/data';
import { APP_PLUGIN_ID } from './frames/profileMeta';
import { lazyComponent } from './loading/lazyComponent';
import { translateFor } from './wording/t';

translateFor(APP_PLUGIN_ID);

export const plugin = new AppPlugin().setRootPage(
  lazyComponent<AppRootProps>(async () => (await import('./app/App')).App)
);
