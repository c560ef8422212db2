import { AppPlugin, type AppRootProps } from '@grafana/data';
import { APP_PLUGIN_ID } from './frames/profileMeta';
import { addExtensions } from './app/extensions/addExtensions';
import { lazyComponent } from './loading/lazyComponent';
import { translateFor } from './wording/t';

translateFor(APP_PLUGIN_ID);

export const plugin = addExtensions(
  new AppPlugin().setRootPage(lazyComponent<AppRootProps>(async () => (await import('./app/App')).App))
);
