import { useContext } from 'react';
import type { PluginPageProps } from '@grafana/runtime';
import { Page } from '../chrome/Page';
import { AppSectionContext } from './appSection';

/** What Grafana puts around an app's page: the title the page gives, or else the one plugin.json gives it. */
export function PluginPage({ children, pageNav, actions, subTitle, renderTitle }: PluginPageProps) {
  const section = useContext(AppSectionContext);
  const title = pageNav?.text ?? section?.pageName ?? '';
  return (
    <Page
      title={title}
      parents={section ? [{ text: section.appName, url: section.appUrl }] : []}
      heading={renderTitle ? renderTitle(title) : undefined}
      subTitle={subTitle ?? pageNav?.subTitle}
      actions={actions}
    >
      {children}
    </Page>
  );
}
