// Runs before anything is installed, on whatever Node is there: plain JavaScript, no package.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 20];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = [
  { name: 'the project', path: root },
  { name: 'the workbench', path: join(root, 'workbench') },
];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`This needs Node ${OLDEST_NODE.join('.')} or newer; this one is ${process.versions.node}.`);
}

const stale = folders.filter(({ path }) => !isFresh(path));
if (stale.length) {
  const started = Date.now();
  console.log(`Installing packages for ${stale.map(({ name }) => name).join(' and ')}: this takes a few minutes once.`);
  const results = await Promise.all(stale.map(install));
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length) {
    for (const { name, path, code, output } of failed) {
      console.error(`\nnpm ci for ${name} (${path}) ended with ${code}. It said:\n\n${output.trim()}`);
    }
    fail(
      '\nThe packages are not installed. Mend what npm says above (often: no way to the registry) and run it again.'
    );
  }
  console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function stampFile(path) {
  return join(path, 'node_modules', '.hotpath-lock');
}

function lockHash(path) {
  return createHash('sha256')
    .update(readFileSync(join(path, 'package-lock.json')))
    .digest('hex');
}

/** By our stamp or, where someone ran npm by hand, by npm's own list of what it put into node_modules. */
function isFresh(path) {
  const file = stampFile(path);
  if (existsSync(file) && readFileSync(file, 'utf8') === lockHash(path)) {
    return true;
  }
  const listFile = join(path, 'node_modules', '.package-lock.json');
  if (!existsSync(listFile)) {
    return false;
  }
  const asked = JSON.parse(readFileSync(join(path, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(listFile, 'utf8')).packages;
  const complete = Object.entries(asked).every(
    ([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version
  );
  if (complete) {
    writeFileSync(file, lockHash(path));
  }
  return complete;
}

function install({ name, path }) {
  return new Promise((resolve) => {
    // npm passes its own location on; started by hand, `npm` is looked up on the path.
    const npm = process.env.npm_execpath;
    const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    // Several of the packages are only there for development.
    const child = spawn(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: path,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const stop = () => child.kill();
    process.once('exit', stop);
    child.on('error', (error) => resolve({ name, path, code: 'an error', output: error.message }));
    child.on('close', (code) => {
      process.off('exit', stop);
      if (code === 0) {
        writeFileSync(stampFile(path), lockHash(path));
      }
      resolve({ name, path, code, output });
    });
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
