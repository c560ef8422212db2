// `npm test`: types, lint, unit and contract tests, browser tests; then one line that counts them all.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = '.cache/test-results';

/** One after the other; those that keep only one processor busy side by side. */
const steps = [
  [
    { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
    { name: 'lint', command: ['npm', 'run', '--silent', 'lint', '--', '--max-warnings', '0'] },
  ],
  [
    {
      name: 'unit and contract tests',
      // By itself jest leaves one processor idle, which of two is half of them.
      command: ['npx', 'jest', '--maxWorkers=100%', '--json', `--outputFile=${RESULTS}/unit.json`],
      count: () => countJest(readJson('unit.json')),
    },
  ],
  [
    {
      name: 'browser tests',
      command: ['npx', 'playwright', 'test', '-c', 'tests/browser'],
      count: () => countPlaywright(readJson('browser.json')),
    },
  ],
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

/** Runs a step to its end. What it prints is shown as it comes if `live`, else with its result. */
function run({ command: [command, ...args] }, live) {
  const started = Date.now();
  return new Promise((resolve) => {
    const output = live ? 'inherit' : 'pipe';
    const child = spawn(command, args, { stdio: ['ignore', output, output] });
    const printed = [];
    child.stdout?.on('data', (part) => printed.push(part));
    child.stderr?.on('data', (part) => printed.push(part));
    const end = (code) => resolve({ code, printed, seconds: Math.round((Date.now() - started) / 1000) });
    child.on('error', () => end(1));
    child.on('close', (code, signal) => end(signal ? 1 : code));
  });
}

function countsOf({ name, count }, code) {
  if (!count) {
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  }
  let counts;
  try {
    counts = count();
  } catch {
    console.error(`${name}: ended with exit code ${code} and no result file`);
    return { passed: 0, failed: 1 };
  }
  if (counts.passed + counts.failed === 0) {
    console.error(`${name}: no test was run`);
  }
  const failedUnnamed = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return failedUnnamed ? { ...counts, failed: 1 } : counts;
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const sum = { passed: 0, failed: 0, skipped: 0, secondTry: 0 };
for (const together of steps) {
  const isLive = together.length === 1;
  if (isLive) {
    console.log(`\n── ${together[0].name}`);
  }
  const runs = together.map((step) => run(step, isLive));
  for (const [at, step] of together.entries()) {
    const { code, printed, seconds } = await runs[at];
    if (!isLive) {
      console.log(`\n── ${step.name}`);
      process.stdout.write(Buffer.concat(printed));
    }
    const counts = countsOf(step, code);
    for (const key of Object.keys(sum)) {
      sum[key] += counts[key] ?? 0;
    }
    console.log(`── ${step.name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  }
}

if (sum.secondTry > 0) {
  console.log(`\n${sum.secondTry} of those that passed failed at the first try: see "flaky" above`);
}
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exit(sum.failed === 0 ? 0 : 1);
