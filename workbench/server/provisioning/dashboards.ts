import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface DashboardJson {
  uid: string;
  title: string;
  [key: string]: unknown;
}

/** The dashboards in a folder, read again each time, so that an edited file shows on reload. */
export function readDashboards(folder: string): DashboardJson[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => named(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
}

/** A resource of Grafana's newer API, as it is exported since 13, has its uid and title further in. */
function named(json: DashboardJson & { metadata?: { name: string }; spec?: { title: string } }): DashboardJson {
  return json.metadata && json.spec ? { ...json, uid: json.metadata.name, title: json.spec.title } : json;
}

/** As Grafana writes it into addresses. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
