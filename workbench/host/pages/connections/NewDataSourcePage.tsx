import { useState } from 'react';
import type { DataSourcePluginMeta } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv, locationService } from '@grafana/runtime';
import { Card, EmptyState, Stack } from '@grafana/ui';
import { Page } from '../../chrome/Page';
import { useSettings } from '../../services/useSettings';

export function NewDataSourcePage() {
  const { datasourceTypes, datasources } = useSettings();
  const [busy, setBusy] = useState(false);

  const add = async (meta: DataSourcePluginMeta) => {
    setBusy(true);
    try {
      const { datasource } = await getBackendSrv().post<{ datasource: { uid: string } }>('/api/datasources', {
        name: freeName(meta.name, Object.keys(datasources)),
        type: meta.id,
        access: 'proxy',
        isDefault: Object.keys(datasources).length === 0,
      });
      await getDataSourceSrv().reload();
      locationService.push(`/connections/datasources/edit/${datasource.uid}`);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page
      title="Add data source"
      parents={[{ text: 'Data sources', url: '/connections/datasources' }]}
      subTitle="Choose a data source type"
    >
      {datasourceTypes.length === 0 && (
        <EmptyState variant="not-found" message="dist/ holds no data source plugin. Build the plugins first." />
      )}
      <Stack direction="column" gap={1}>
        {datasourceTypes.map((meta) => (
          <Card key={meta.id} noMargin onClick={() => add(meta)} disabled={busy}>
            <Card.Heading>{meta.name}</Card.Heading>
            <Card.Figure>
              <img src={`/${meta.info.logos.small}`} alt="" height="40" width="40" />
            </Card.Figure>
            <Card.Description>{meta.info.description}</Card.Description>
          </Card>
        ))}
      </Stack>
    </Page>
  );
}

function freeName(name: string, taken: string[]): string {
  let free = name;
  for (let i = 1; taken.includes(free); i++) {
    free = `${name} ${i}`;
  }
  return free;
}
