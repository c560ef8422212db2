// `npm run package`: the plugin's archive and the command's package, in out/. Signed where GRAFANA_ACCESS_POLICY_TOKEN is set.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pluginProblems } from './checkPlugin';
import { packCommand } from './packCommand';
import { zipPlugin } from './zipPlugin';

/** Writes dist/MANIFEST.txt, with the sums of all files. */
const SIGN = '@grafana/sign-plugin@3.3.3';

const root = join(__dirname, '..');
const out = join(root, 'out');

async function main(): Promise<void> {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const problems = pluginProblems(dist, version);
  if (problems.length > 0) {
    throw new Error(`The plugin is not fit to be published:\n${problems.map((one) => `  ${one}`).join('\n')}`);
  }
  if (process.env.GRAFANA_ACCESS_POLICY_TOKEN) {
    execFileSync('npx', ['--yes', SIGN], { cwd: root, stdio: 'inherit' });
  } else {
    console.log('Not signed: GRAFANA_ACCESS_POLICY_TOKEN is not set.');
  }
  const archive = join(out, `${name}-${version}.zip`);
  writeFileSync(archive, zipPlugin(dist, name));
  for (const file of [archive, await packCommand(root, out, version)]) {
    const content = readFileSync(file);
    const sum = createHash('sha256').update(content).digest('hex');
    console.log(`${relative(root, file)}  ${content.length} bytes  sha256 ${sum}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
