import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RootDatabase } from 'lmdb';
import { DiskFullError } from '../errors/diskFull';
import { countRecords, writeProfiles } from '../testing/storedProfiles';
import { ProfileStore } from './store';

const dir = mkdtempSync(join(tmpdir(), 'store.test-'));
let folders = 0;
const folder = () => join(dir, String(folders++));
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => jest.useRealTimers());

const rootOf = (store: ProfileStore) => (store as unknown as { tables: { root: RootDatabase } }).tables.root;

/** The next commit does everything and fails at its end. */
function failNextCommit(store: ProfileStore, error: Error): void {
  const root = rootOf(store);
  const commit = root.transactionSync.bind(root);
  jest.spyOn(root, 'transactionSync').mockImplementationOnce((work) =>
    commit(() => {
      work();
      throw error;
    })
  );
}

const lmdbError = (message: string, code: number) => Object.assign(new Error(message), { code });

it.each([
  ['a full disk', lmdbError('No space left on device', constants.errno.ENOSPC), DiskFullError],
  ['a quota', lmdbError('Disk quota exceeded', constants.errno.EDQUOT), DiskFullError],
  ['a disk that fails', lmdbError('Input/output error', constants.errno.EIO), Error],
])('keeps nothing of a write that %s stopped, and goes on', async (_, error, type) => {
  const path = folder();
  const store = await ProfileStore.open(path);
  await writeProfiles(store, 5);
  const { counts } = store.symbols;
  failNextCommit(store, error);
  // Of a new series, with new names.
  await expect(writeProfiles(store, 1, 7)).rejects.toThrow(type);
  expect(store.symbols.counts).toEqual(counts);
  expect(store.symbols.findPath(['work7'])).toBeUndefined();
  expect([...store.seriesBetween(['anonymous'], 0, Infinity)]).toHaveLength(5);
  expect(store.timeSpan('anonymous')?.newestMs).toBe(5 * 60_000);
  expect(countRecords(store)).toBe(5);
  await writeProfiles(store, 3, 7);
  expect(countRecords(store)).toBe(8);
  await store.close();

  const again = await ProfileStore.open(path);
  expect(countRecords(again)).toBe(8);
  expect(again.symbols.findPath(['work7'])).toBeDefined();
  expect(again.symbols.text(again.symbols.pathNames[again.symbols.findPath(['work9']) ?? 0])).toBe('work9');
  await again.close();
});

it('opens its file again when LMDB gave it up', async () => {
  const path = folder();
  const store = await ProfileStore.open(path);
  await writeProfiles(store, 2);
  const { tables } = store as unknown as { tables: { series: { get(): unknown } } };
  const panic = lmdbError('MDB_PANIC: Update of meta page failed or environment had fatal error', -30795);
  failNextCommit(store, panic);
  jest.spyOn(tables.series, 'get').mockImplementation(() => {
    throw panic;
  });
  await expect(writeProfiles(store, 1, 2)).rejects.toThrow('MDB_PANIC');
  expect(countRecords(store)).toBe(2);
  await writeProfiles(store, 1, 2);
  expect(countRecords(store)).toBe(3);
  await store.close();
});

it('overwrites nothing when the clock was set back', async () => {
  const path = folder();
  const labels = [{ name: '__name__', value: 'process_cpu' }];
  const samples = { length: 1, value: Float64Array.of(1), stack: Uint32Array.of(0) };
  // Two of the same series and the same millisecond at each start, each start an hour before the last.
  for (const hour of [12, 11, 10, 9]) {
    jest.useFakeTimers({ now: Date.UTC(2026, 0, 1, hour), doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const store = await ProfileStore.open(path);
    expect(countRecords(store)).toBe((12 - hour) * 2);
    for (let i = 0; i < 2; i++) {
      await store.write('anonymous', [{ labels, timeMs: 1000, id: ProfileStore.newProfileId(), samples }]);
    }
    await store.close();
  }
  const store = await ProfileStore.open(path);
  expect(countRecords(store)).toBe(8);
  await store.close();
});

it('keeps series apart whose labels differ in where a NUL stands', async () => {
  const store = await ProfileStore.open();
  const samples = { length: 1, value: Float64Array.of(1), stack: Uint32Array.of(0) };
  const sets = [
    [{ name: 'a', value: 'b\0c\0d' }],
    [
      { name: 'a', value: 'b' },
      { name: 'c', value: 'd' },
    ],
  ];
  for (const labels of sets) {
    await store.write('anonymous', [{ labels, timeMs: 1000, id: ProfileStore.newProfileId(), samples }]);
  }
  expect([...store.seriesBetween(['anonymous'], 0, Infinity)].map(({ labels }) => labels)).toEqual(sets);
  await store.close();
});

it('forgets what was read and not written', async () => {
  const store = await ProfileStore.open();
  await writeProfiles(store, 3);
  const { counts } = store.symbols;
  const { symbols } = store;
  symbols.stack(0, symbols.frame(symbols.function('refused', 'a.go', 1), 1, 'module'));
  expect(symbols.findPath(['refused'])).toBeDefined();
  store.dropUnsaved();
  expect(symbols.counts).toEqual(counts);
  expect(symbols.findPath(['refused'])).toBeUndefined();
  await writeProfiles(store, 3, 3);
  expect(countRecords(store)).toBe(6);
  await store.close();
});
