import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

interface Job {
  'timeout-minutes'?: number;
  permissions?: Record<string, string>;
  steps: Array<{ uses?: string; run?: string }>;
}

interface Workflow {
  on: Record<string, { tags?: string[] } | null>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const workflows = readdirSync(FOLDER).map((file) => ({
  file,
  workflow: parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow,
}));

describe.each(workflows)('$file', ({ workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('runs npm scripts that there are', () => {
    const named = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('uses actions of a version, ends by itself, and has no more rights than it says', () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.filter((one) => !/^[\w-]+\/[\w-]+@v\d/.test(one))).toEqual([]);
    expect(jobs.filter((job) => !job['timeout-minutes'])).toEqual([]);
    expect(Object.values(workflow.permissions ?? { missing: 'write' })).not.toContain('write');
  });
});

it('a release is made of tags alone, may be attested, and is checked and tested before it is packed', () => {
  const { workflow } = workflows.find(({ file }) => file === 'release.yml')!;
  expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
  const { permissions, steps } = workflow.jobs.release;
  expect(permissions).toEqual({ contents: 'write', 'id-token': 'write', attestations: 'write' });
  const order = ['release:check', 'npm test', 'npm run package', 'attest-build-provenance', 'gh release create'];
  const at = order.map((part) => steps.findIndex(({ run = '', uses = '' }) => (run + uses).includes(part)));
  expect(at).toEqual([...at].sort((one, other) => one - other));
  expect(at).not.toContain(-1);
});
