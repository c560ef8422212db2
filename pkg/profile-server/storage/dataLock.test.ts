import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataInUseError, lockData } from './dataLock';

const dir = mkdtempSync(join(tmpdir(), 'data-lock.test-'));
const file = join(dir, 'server.pid');
afterAll(() => rmSync(dir, { recursive: true }));

it('is for one at a time', async () => {
  const release = await lockData(dir);
  await expect(lockData(dir)).rejects.toThrow(DataInUseError);
  await release();
  expect(existsSync(file)).toBe(false);
  await (
    await lockData(dir)
  )();
});

it.each([
  ['a process that is gone', '999999999'],
  ['a process of the same number', String(process.pid)],
  ['nobody', 'x'],
])('is taken over from %s', async (_, pid) => {
  writeFileSync(file, pid);
  await (
    await lockData(dir)
  )();
  expect(existsSync(file)).toBe(false);
});

it('is not taken from a process that runs', async () => {
  writeFileSync(file, String(process.ppid));
  await expect(lockData(dir)).rejects.toThrow(String(process.ppid));
  rmSync(file);
});
