import type { PluginPageProps } from '@grafana/runtime';
import { Page } from '../chrome/Page';

/** What Grafana puts around an app's page. */
export function PluginPage({ children, pageNav, actions, subTitle, renderTitle }: PluginPageProps) {
  return (
    <Page
      title={pageNav?.text ?? ''}
      heading={pageNav && renderTitle ? renderTitle(pageNav.text) : undefined}
      subTitle={subTitle ?? pageNav?.subTitle}
      actions={actions}
    >
      {children}
    </Page>
  );
}
