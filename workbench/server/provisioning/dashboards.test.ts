import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDashboards } from './dashboards';

it('reads dashboards of either schema, in the order of their files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
  const resource = {
    apiVersion: 'dashboard.grafana.app/v2',
    kind: 'Dashboard',
    metadata: { name: 'newer' },
    spec: { title: 'Newer', elements: {} },
  };
  try {
    writeFileSync(join(folder, '2.json'), JSON.stringify(resource));
    writeFileSync(join(folder, '1.json'), JSON.stringify({ uid: 'classic', title: 'Classic', panels: [] }));
    writeFileSync(join(folder, 'dashboards.yaml'), 'apiVersion: 1');
    expect(readDashboards(folder)).toEqual([
      { uid: 'classic', title: 'Classic', panels: [] },
      { ...resource, uid: 'newer', title: 'Newer' },
    ]);
    expect(readDashboards(join(folder, 'none'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
