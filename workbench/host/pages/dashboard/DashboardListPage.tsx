import { Card, EmptyState, Stack } from '@grafana/ui';
import { Page } from '../../chrome/Page';
import { useSettings } from '../../services/useSettings';

export function DashboardListPage() {
  const { dashboards } = useSettings().workbench;
  return (
    <Page
      title="Dashboards"
      subTitle="Those of provisioning/dashboards, and those saved since the workbench was started"
    >
      {dashboards.length === 0 && <EmptyState variant="not-found" message="There is no dashboard yet" />}
      <Stack direction="column" gap={1}>
        {dashboards.map(({ uid, title, url }) => (
          <Card key={uid} noMargin href={url}>
            <Card.Heading>{title}</Card.Heading>
          </Card>
        ))}
      </Stack>
    </Page>
  );
}
