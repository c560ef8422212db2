import type { DataQueryRequest } from '@grafana/data';

/** Explore names its pane in the request's id (12.3, 13.2), and nowhere else that a panel could see. */
export function paneOf({ app, requestId }: Pick<DataQueryRequest, 'app' | 'requestId'>): string | undefined {
  return app === 'explore' ? /^explore_(.+)$/.exec(requestId)?.[1] : undefined;
}
