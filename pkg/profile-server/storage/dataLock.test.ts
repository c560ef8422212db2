import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataInUseError, lockData } from './dataLock';

// Each process compiles the module it loads.
jest.setTimeout(60_000);

const dir = mkdtempSync(join(tmpdir(), 'data-lock.test-'));
const file = join(dir, 'server.pid');
const children: ChildProcess[] = [];

afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(dir, { recursive: true }));

/** A process that tries to lock a folder and then stays; what it says first is `has it` or the error. */
async function locker(dataDir: string): Promise<{ child: ChildProcess; said: string }> {
  const program = `require(${JSON.stringify(join(__dirname, 'dataLock.ts'))}).lockData(${JSON.stringify(dataDir)})
    .then(() => console.log('has it'), (error) => console.log(error.message)); setInterval(() => undefined, 1000)`;
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

it('is for one at a time', async () => {
  const release = await lockData(dir);
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
  await expect(lockData(dir)).rejects.toThrow(DataInUseError);
  await release();
  expect(existsSync(file)).toBe(false);
  await (
    await lockData(dir)
  )();
});

it('is of the folder, under whatever name', async () => {
  const other = `${dir}-link`;
  symlinkSync(dir, other);
  const release = await lockData(dir);
  await expect(lockData(other)).rejects.toThrow(DataInUseError);
  await release();
  rmSync(other);
});

it.each([
  ['a process that is gone', '999999999'],
  ['a process of the same number', String(process.pid)],
  ['a process whose number another one has now', String(process.ppid)],
  ['nobody', 'x'],
  ['nobody at all', ''],
])('is not held by what is written there: %s', async (_, pid) => {
  writeFileSync(file, pid);
  await (
    await lockData(dir)
  )();
  expect(existsSync(file)).toBe(false);
});

it('is not taken from a process that runs, and is free as soon as that one is killed', async () => {
  const { child, said } = await locker(dir);
  expect(said).toBe('has it');
  await expect(lockData(dir)).rejects.toThrow(`${dir} is in use by process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (
    await lockData(dir)
  )();
});

it('goes to one of several that start at once', async () => {
  const contended = join(dir, 'contended');
  mkdirSync(contended);
  writeFileSync(join(contended, 'server.pid'), '999999999');
  const answers = await Promise.all(Array.from({ length: 4 }, () => locker(contended)));
  expect(answers.filter(({ said }) => said === 'has it')).toHaveLength(1);
  expect(answers.filter(({ said }) => said.includes('in use'))).toHaveLength(3);
});
