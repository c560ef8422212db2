// `npm test`: types, lint, unit and contract tests, browser tests; then one line that counts them all.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = '.cache/test-results';

const steps = [
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint', '--', '--max-warnings', '0'] },
  {
    name: 'unit and contract tests',
    // By itself jest leaves one processor idle, which of two is half of them.
    command: ['npx', 'jest', '--maxWorkers=100%', '--json', `--outputFile=${RESULTS}/unit.json`],
    count: () => countJest(readJson('unit.json')),
  },
  {
    name: 'browser tests',
    command: ['npx', 'playwright', 'test', '-c', 'tests/browser'],
    count: () => countPlaywright(readJson('browser.json')),
  },
];

function readJson(file) {
  return JSON.parse(readFileSync(`${RESULTS}/${file}`, 'utf8'));
}

function countJest(result) {
  return {
    passed: result.numPassedTests,
    // A file that does not even load has no tests to fail, yet it failed.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    secondTry: stats.flaky,
  };
}

function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const sum = { passed: 0, failed: 0, skipped: 0, secondTry: 0 };
for (const step of steps) {
  const started = Date.now();
  console.log(`\n── ${step.name}`);
  const code = await run(step.command);
  let counts = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (step.count) {
    try {
      counts = step.count();
    } catch {
      console.error(`${step.name}: ended with exit code ${code} and no result file`);
      counts = { passed: 0, failed: 1, skipped: 0 };
    }
    if (code !== 0 && counts.failed === 0) {
      counts.failed = 1;
    }
    if (counts.passed + counts.failed === 0) {
      console.error(`${step.name}: no test was run`);
      counts.failed = 1;
    }
  }
  for (const key of Object.keys(sum)) {
    sum[key] += counts[key] ?? 0;
  }
  console.log(
    `── ${step.name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`
  );
}

if (sum.secondTry > 0) {
  console.log(`\n${sum.secondTry} of those that passed failed at the first try: see "flaky" above`);
}
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exit(sum.failed === 0 ? 0 : 1);
