import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseProfileType } from '../../pkg/pyroscope/profileType';
import { parseCheckedSelector } from '../../pkg/pyroscope/selector/checkedSelector';

const FOLDER = join(__dirname, '../../provisioning');
const OURS = 'hotpath-pyroscope-datasource';

interface Target {
  datasource?: { type: string; uid: string };
  queryType?: string;
  profileTypeId?: string;
  labelSelector?: string;
  baseline?: { labelSelector?: string };
}

interface Dashboard {
  uid: string;
  title: string;
  panels: Array<{ id: number; gridPos: { x: number; y: number; w: number; h: number }; targets: Target[] }>;
  templating: { list: Array<{ name: string }> };
}

const files = readdirSync(join(FOLDER, 'dashboards')).filter((file) => file.endsWith('.json'));
const dashboards = files.map((file) => ({
  file,
  json: JSON.parse(readFileSync(join(FOLDER, 'dashboards', file), 'utf8')) as Dashboard,
}));
const sources = (
  parse(readFileSync(join(FOLDER, 'datasources/pyroscope.yaml'), 'utf8')) as { datasources: Array<{ uid: string }> }
).datasources.map(({ uid }) => uid);

it('has dashboards of different ids and titles', () => {
  expect(files).toEqual(expect.arrayContaining(['memory-leak.json', 'services.json', 'trace-to-code.json']));
  for (const key of ['uid', 'title'] as const) {
    expect(new Set(dashboards.map(({ json }) => json[key])).size).toBe(files.length);
  }
});

describe.each(dashboards)('$file', ({ json }) => {
  const targets = json.panels.flatMap((panel) => panel.targets);

  it('names variables that it has', () => {
    const known = json.templating.list.map(({ name }) => name);
    const used = [...JSON.stringify([json.panels, json.templating]).matchAll(/\$\{?([a-z]\w*)/g)].map(
      ([, name]) => name
    );
    expect(known).toEqual(expect.arrayContaining([...new Set(used)]));
  });

  it('asks a data source that is provisioned, with selectors and types that can be read', () => {
    for (const { datasource, labelSelector, baseline, profileTypeId = '' } of targets) {
      expect(datasource).toEqual({ type: OURS, uid: expect.stringMatching(new RegExp(`^(?:${sources.join('|')})$`)) });
      for (const selector of [labelSelector, baseline?.labelSelector]) {
        parseCheckedSelector(selector ?? '{}');
      }
      expect(
        profileTypeId.startsWith('$') || parseProfileType(profileTypeId) !== undefined || profileTypeId === ''
      ).toBe(true);
    }
  });

  it('has no panel over another', () => {
    json.panels.forEach(({ gridPos: one }, at) =>
      json.panels.slice(at + 1).forEach(({ gridPos: other }) => {
        const apart =
          one.x + one.w <= other.x ||
          other.x + other.w <= one.x ||
          one.y + one.h <= other.y ||
          other.y + other.h <= one.y;
        expect(apart).toBe(true);
      })
    );
  });
});
