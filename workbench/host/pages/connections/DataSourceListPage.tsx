import { useCallback } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Card, EmptyState, LinkButton, LoadingPlaceholder, Stack, Tag } from '@grafana/ui';
import { Page } from '../../chrome/Page';
import { exploreUrl } from '../explore/exploreUrl';
import { usePromise } from '../../services/usePromise';
import { useSettings } from '../../services/useSettings';

const CONNECTIONS = { text: 'Connections', url: '/connections/datasources' };

export function DataSourceListPage() {
  const { datasourceTypes, workbench } = useSettings();
  const { value: dataSources, error } = usePromise(
    useCallback(() => getBackendSrv().get<DataSourceSettings[]>('/api/datasources'), [])
  );
  const add = (
    <LinkButton icon="plus" href="/connections/datasources/new">
      Add new data source
    </LinkButton>
  );
  return (
    <Page
      title="Data sources"
      parents={[CONNECTIONS]}
      subTitle="View and manage your connected data source connections"
      actions={add}
    >
      {error && <Alert title="The data sources could not be read">{error.message}</Alert>}
      {!dataSources && !error && <LoadingPlaceholder text="Loading…" />}
      {dataSources?.length === 0 && (
        <EmptyState variant="call-to-action" message="No data sources defined" button={add} />
      )}
      <Stack direction="column" gap={1}>
        {dataSources?.map(({ uid, name, type, url, isDefault, readOnly }) => {
          const meta = datasourceTypes.find(({ id }) => id === type);
          return (
            <Card key={uid} noMargin href={meta ? `/connections/datasources/edit/${uid}` : undefined} disabled={!meta}>
              <Card.Heading>{name}</Card.Heading>
              <Card.Figure>
                {meta && <img src={`/${meta.info.logos.small}`} alt="" height="40" width="40" />}
              </Card.Figure>
              <Card.Meta>
                {[
                  meta?.name ?? `${type} (no plugin here)`,
                  url,
                  isDefault && <Tag key="default" name="default" colorIndex={1} />,
                  readOnly && 'read-only',
                ]}
              </Card.Meta>
              {meta && (
                <Card.Actions>
                  <LinkButton
                    icon="compass"
                    size="sm"
                    fill="outline"
                    variant="secondary"
                    href={exploreUrl({ uid, type })}
                  >
                    Explore
                  </LinkButton>
                </Card.Actions>
              )}
            </Card>
          );
        })}
      </Stack>
      {workbench.ignoredDataSources.length > 0 && (
        <p>
          <small>
            Provisioned for Grafana, without a plugin in this workbench: {workbench.ignoredDataSources.join(', ')}.
          </small>
        </p>
      )}
    </Page>
  );
}
