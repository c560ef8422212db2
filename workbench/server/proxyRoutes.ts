import { posix } from 'node:path';

/** A route of plugin.json. */
export interface PluginRoute {
  path: string;
  method?: string;
  url?: string;
  reqRole?: string;
  reqAction?: string;
  headers?: Array<{ name: string; content: string }>;
  urlParams?: Array<{ name: string; content: string }>;
}

/**
 * The first route whose method fits and whose path the asked path starts with: by characters, not by path segments.
 * Routes are no allow-list: a path that matches none is forwarded as it is.
 */
export function matchRoute(routes: PluginRoute[], method: string, path: string): PluginRoute | undefined {
  const asked = cleanRelativePath(path);
  return routes.find(
    (route) =>
      (!route.method || route.method === '*' || route.method === method) &&
      asked.startsWith(cleanRelativePath(route.path))
  );
}

/** Replaces `{{ .URL }}`, `{{ .JsonData.key }}` and `{{ .SecureJsonData.key }}`. */
export function interpolate(
  template: string,
  data: { URL: string; JsonData: Record<string, unknown>; SecureJsonData: Record<string, string> }
): string {
  return template.replace(/\{\{\s*\.(URL|(?:JsonData|SecureJsonData)\.(\w+))\s*\}\}/g, (_all, name: string, key) => {
    if (name === 'URL') {
      return data.URL;
    }
    const value = name.startsWith('JsonData') ? data.JsonData[key] : data.SecureJsonData[key];
    return value === undefined ? '' : String(value);
  });
}

function cleanRelativePath(path: string): string {
  return posix.normalize(`/${path}`).slice(1);
}
