import { useMemo } from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { type KeyValue, PluginContextProvider } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { Page } from '../chrome/Page';
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
  return (
    <PluginContextProvider meta={plugin.meta}>
      <Root
        meta={plugin.meta as never}
        basename={`/a/${pluginId}`}
        path={pathname}
        query={locationSearchToObject(search) as KeyValue}
        onNavChanged={() => {}}
      />
    </PluginContextProvider>
  );
}
