import { useCallback, useEffect, useState } from 'react';
import { useParams } from 'react-router-dom-v5-compat';
import { getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { EmptyState, LoadingPlaceholder } from '@grafana/ui';
import { useBreadcrumbs } from '../../chrome/breadcrumbs';
import { type WorkbenchSettings, setSettings } from '../../services/frontendSettings';
import { usePromise } from '../../services/usePromise';
import { useSettings } from '../../services/useSettings';
import { type DashboardJson, readDashboard } from './json/readDashboard';
import { DashboardScene } from './scene/DashboardScene';

export function DashboardPage() {
  const { uid = '' } = useParams();
  const { value, error } = usePromise(
    useCallback(
      () =>
        getBackendSrv().get<{ dashboard: DashboardJson }>(`/api/dashboards/uid/${uid}`, undefined, undefined, {
          showErrorAlert: false,
        }),
      [uid]
    )
  );
  const listed = useSettings().workbench.dashboards.some((one) => one.uid === uid);
  useEffect(() => {
    // Saved after this page was loaded: from now on the menu has it too.
    if (value && !listed) {
      getBackendSrv()
        .get<WorkbenchSettings>('/api/frontend/settings')
        .then(setSettings, () => undefined);
    }
  }, [value, listed]);
  if (error) {
    return <EmptyState variant="not-found" message={`There is no dashboard ${uid}`} />;
  }
  return value ? <Dashboard key={uid} json={value.dashboard} /> : <LoadingPlaceholder text="Loading dashboard…" />;
}

function Dashboard({ json }: { json: DashboardJson }) {
  // What its settings change lasts as long as the page.
  const [scene] = useState(() => new DashboardScene(readDashboard(json)));
  useBreadcrumbs([{ text: 'Dashboards', url: '/dashboards' }, { text: scene.state.title }]);
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
      <scene.Component model={scene} />
    </UrlSyncContextProvider>
  );
}
