import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DashboardStore } from './server/provisioning/dashboardStore';
import { readDashboards } from './server/provisioning/dashboards';
import { DataSourceStore, toPublic } from './server/provisioning/dataSourceStore';
import { frontendSettings } from './server/frontendSettings';
import { guarded } from './server/guarded';
import { type HostLine, buildHost, hostAssets, hostFolder, libraryVersion } from './server/build/hostBuild';
import { HttpError, readJson, sendError, sendJson } from './server/http';
import { installedPlugins } from './server/plugins';
import { type Env, readDataSources } from './server/provisioning/provisioning';
import { proxyRequest } from './server/proxy';
import { sendFile } from './server/staticFiles';

const ROOT = join(__dirname, '..');

/**
 * Grafana's server keeps an idle connection open for good. Node's default of 5 s closes it just as a page that was
 * read for a moment sends its next request, which then fails.
 */
const KEEP_ALIVE_MS = 120_000;

export interface WorkbenchOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** The built plugins. */
  dist?: string;
  /** react19: Grafana 13.2's libraries; react18: those of the oldest line the plugins are compiled against. */
  host?: HostLine;
  /** Values for `${NAME}` in provisioning/datasources. */
  env?: Env;
  provisioning?: string;
  /** Names besides loopback's that it answers to. */
  allowedHosts?: readonly string[];
  /** Set when recorded profiles were fed re-timed to end at this moment (milliseconds since 1970): the pages say so. */
  recordedEndMs?: number;
}

/** Builds the host page when it is missing or stale, and serves it on loopback. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<{ url: string; close(): Promise<void> }> {
  const host = options.host ?? 'react19';
  await buildHost(host);
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    guarded(createHandler(host, options), options.allowedHosts ?? [])
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createHandler(host: HostLine, options: WorkbenchOptions) {
  const dist = options.dist ?? join(ROOT, 'dist');
  const provisioning = options.provisioning ?? join(ROOT, 'provisioning');
  const store = new DataSourceStore(readDataSources(join(provisioning, 'datasources'), options.env ?? process.env));
  const dashboards = new DashboardStore(() => readDashboards(join(provisioning, 'dashboards')));
  const assets = hostAssets(host);

  const api = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const method = req.method ?? 'GET';
    const path = url.pathname.slice('/api'.length);

    const proxied = path.match(/^\/datasources\/proxy\/uid\/([\w-]+)(?:\/(.*))?$/);
    if (proxied) {
      const dataSource = store.list().find(({ uid }) => uid === proxied[1]);
      if (!dataSource) {
        throw new HttpError(404, 'Unable to find datasource');
      }
      const routes = installedPlugins(dist).find(({ id }) => id === dataSource.type)?.routes ?? [];
      proxyRequest(req, res, { target: dataSource, routes, path: proxied[2] ?? '', search: url.search });
      return;
    }

    if (path === '/frontend/settings' && method === 'GET') {
      const facts = { host, grafanaVersion: libraryVersion(host), recordedEndMs: options.recordedEndMs };
      sendJson(res, 200, frontendSettings(store, installedPlugins(dist), dashboards.list(), facts));
      return;
    }
    if (path === '/datasources' && method === 'GET') {
      sendJson(res, 200, store.list().map(toPublic));
      return;
    }
    if (path === '/datasources' && method === 'POST') {
      const added = toPublic(store.add((await readJson(req)) as object));
      sendJson(res, 200, { id: added.id, name: added.name, message: 'Datasource added', datasource: added });
      return;
    }
    const one = path.match(/^\/datasources\/uid\/([\w-]+)$/);
    if (one && method === 'GET') {
      sendJson(res, 200, toPublic(store.get(one[1])));
      return;
    }
    if (one && method === 'PUT') {
      const updated = toPublic(store.update(one[1], (await readJson(req)) as object));
      sendJson(res, 200, { id: updated.id, name: updated.name, message: 'Datasource updated', datasource: updated });
      return;
    }
    if (one && method === 'DELETE') {
      store.remove(one[1]);
      sendJson(res, 200, { message: 'Data source deleted' });
      return;
    }
    if (path === '/dashboards/db' && method === 'POST') {
      sendJson(res, 200, dashboards.save(await readJson(req)));
      return;
    }
    const dashboard = path.match(/^\/dashboards\/uid\/([\w-]+)$/);
    if (dashboard && method === 'GET') {
      sendJson(res, 200, dashboards.get(dashboard[1]));
      return;
    }
    if (dashboard && method === 'DELETE') {
      sendJson(res, 200, dashboards.remove(dashboard[1]));
      return;
    }
    const settings = path.match(/^\/plugins\/([\w-]+)\/settings$/);
    if (settings && method === 'GET') {
      const plugin = installedPlugins(dist).find(({ id }) => id === settings[1]);
      if (!plugin) {
        throw new HttpError(404, 'Plugin not found, no installed plugin with that id');
      }
      sendJson(res, 200, { ...plugin.meta, enabled: true, pinned: true, jsonData: {}, secureJsonFields: {} });
      return;
    }
    throw new HttpError(404, 'Not found');
  };

  const page = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const plugin = url.pathname.match(/^\/public\/plugins\/([\w-]+)\/(.+)$/);
    if (plugin) {
      const folder = installedPlugins(dist).find(({ id }) => id === plugin[1])?.folder;
      if (!folder || !(await sendFile(req, res, [folder], plugin[2], 'revalidate'))) {
        throw new HttpError(404, 'Plugin file not found');
      }
      return;
    }
    for (const { prefix, folders, cache, aliases } of assets) {
      if (url.pathname.startsWith(prefix)) {
        const file = url.pathname.slice(prefix.length);
        if (await sendFile(req, res, folders, aliases?.[file] ?? file, cache)) {
          return;
        }
      }
    }
    if (url.pathname.startsWith('/public/') || url.pathname === '/favicon.ico') {
      throw new HttpError(404, 'Not found');
    }
    await sendFile(req, res, [hostFolder(host)], 'index.html', 'revalidate');
  };

  return (req: IncomingMessage, res: ServerResponse) => {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const handle = url.pathname.startsWith('/api/') ? api : page;
    handle(req, res, url).catch((error) => sendError(res, error));
  };
}
