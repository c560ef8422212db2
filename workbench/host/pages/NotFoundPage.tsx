import { EmptyState, LinkButton } from '@grafana/ui';
import { Page } from '../chrome/Page';

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <EmptyState
        variant="not-found"
        message="There is no such page here"
        button={<LinkButton href="/explore">Go to Explore</LinkButton>}
      />
    </Page>
  );
}
