import { useMemo } from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { type KeyValue, PluginContextProvider, type PluginMeta } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { Page } from '../chrome/Page';
import { AppSectionContext } from './appSection';
import { importAppPlugin } from '../loader/plugins';
import { usePromise } from '../services/usePromise';

/** An app plugin's own pages, at /a/<id>/. */
export function AppRootPage() {
  const { pluginId = '' } = useParams();
  const { search, pathname } = useLocation();
  const { value: plugin, error } = usePromise(useMemo(() => () => importAppPlugin(pluginId), [pluginId]));

  if (error) {
    return (
      <Page title={pluginId}>
        <Alert title={`The app ${pluginId} could not be loaded`}>{error.message}</Alert>
      </Page>
    );
  }
  if (!plugin) {
    return <LoadingPlaceholder text="Loading app…" />;
  }
  const Root = plugin.root;
  if (!Root) {
    return (
      <Page title={plugin.meta.name} subTitle={plugin.meta.info.description}>
        <Alert severity="info" title="This app has no page of its own" />
      </Page>
    );
  }
  const section = { appName: plugin.meta.name, appUrl: `/a/${pluginId}`, pageName: pageNameAt(plugin.meta, pathname) };
  return (
    <PluginContextProvider meta={plugin.meta}>
      <AppSectionContext.Provider value={section}>
        <Root
          meta={plugin.meta as never}
          basename={`/a/${pluginId}`}
          path={pathname}
          query={locationSearchToObject(search) as KeyValue}
          onNavChanged={() => {}}
        />
      </AppSectionContext.Provider>
    </PluginContextProvider>
  );
}

/** The page of plugin.json's `includes` whose path the address continues furthest. */
function pageNameAt(meta: PluginMeta, pathname: string): string {
  const pages = (meta.includes ?? []).filter(({ type, path }) => type === 'page' && path && pathname.startsWith(path));
  return pages.sort((a, b) => b.path!.length - a.path!.length)[0]?.name ?? meta.name;
}
