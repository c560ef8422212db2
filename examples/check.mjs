// `npm run examples:check`: builds each example whose language is here, and says which it passes over. With --all none may
// be passed over.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'examples-'));
const python = `${scratch}/venv/bin/python`;

const examples = [
  {
    folder: 'order-service',
    needs: ['python3'],
    steps: [
      ['python3', '-m', 'venv', `${scratch}/venv`],
      [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'],
      [python, '-c', 'import app; assert app.app.routes'],
    ],
  },
  {
    folder: 'api-gateway',
    needs: ['go'],
    steps: [
      ['go', 'vet', './...'],
      ['go', 'test', './...'],
      ['go', 'build', '-o', `${scratch}/api-gateway`, '.'],
    ],
  },
  {
    folder: 'web-frontend',
    needs: ['node', 'npm'],
    steps: [
      ['npm', 'install', '--no-package-lock', '--no-audit', '--no-fund', '--silent'],
      ['node', '--check', 'server.mjs'],
      ['node', '--check', 'traces.mjs'],
    ],
  },
  {
    folder: 'user-service',
    needs: ['java', 'mvn'],
    steps: [['mvn', '--quiet', '--batch-mode', 'package']],
  },
];

const there = (command) => spawnSync(command, [command === 'go' ? 'version' : '--version']).error === undefined;
const all = process.argv.includes('--all');
let failed = 0;
for (const { folder, needs, steps } of examples) {
  const missing = needs.filter((command) => !there(command));
  if (missing.length > 0) {
    failed += all ? 1 : 0;
    console.log(`${all ? 'FAILED ' : 'skipped'} ${folder}: no ${missing.join(' and no ')} here`);
    continue;
  }
  const started = Date.now();
  const wrong = steps.find(
    ([command, ...given]) =>
      spawnSync(command, given, { cwd: join(here, folder), stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0
  );
  failed += wrong ? 1 : 0;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${wrong ? 'FAILED ' : 'ok     '} ${folder}: ${wrong ? wrong.join(' ') : `${seconds} s`}`);
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = failed > 0 ? 1 : 0;
