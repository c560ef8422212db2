import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DamagedDataError } from './checkDataFile';
import { countRecords, writeProfiles } from '../testing/storedProfiles';
import { ProfileStore } from './store';

const PAGE = 4096;
const PROFILES = 150;
const dir = mkdtempSync(join(tmpdir(), 'check-data-file.test-'));
let good: Buffer;

beforeAll(async () => {
  const store = await ProfileStore.open(join(dir, 'good'));
  await writeProfiles(store, PROFILES);
  await store.close();
  good = readFileSync(join(dir, 'good/data.mdb'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Opens a folder with these bytes as its data file, and uses it: what it has, or that it is damaged. */
async function use(bytes: Uint8Array): Promise<number | 'damaged'> {
  const folder = join(dir, 'used');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'data.mdb'), bytes);
  try {
    const store = await ProfileStore.open(folder);
    const records = countRecords(store);
    await writeProfiles(store, 10);
    await store.close();
    return records;
  } catch (error) {
    expect(error).toBeInstanceOf(DamagedDataError);
    expect(readFileSync(join(folder, 'data.mdb')).equals(bytes)).toBe(true);
    return 'damaged';
  }
}

const changed = (change: (bytes: Buffer) => void) => {
  const bytes = Buffer.from(good);
  change(bytes);
  return bytes;
};

it('finds nothing wrong with what was written', async () => {
  expect(await use(good)).toBe(PROFILES);
});

it('takes an empty file for a new one', async () => {
  expect(await use(Buffer.alloc(0))).toBe(0);
});

it.each<[string, (bytes: Buffer) => Uint8Array]>([
  ['no data file at all', () => Buffer.from('not a data file')],
  ['a page of zeros', () => Buffer.alloc(PAGE)],
  ['cut in the first header', (bytes) => bytes.subarray(0, 100)],
  ['cut after the headers', (bytes) => bytes.subarray(0, 2 * PAGE)],
  ['cut in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['without its last byte but one page', (bytes) => bytes.subarray(0, Math.floor(bytes.length / 3) * 2)],
  ['zeros from the middle on', () => changed((bytes) => bytes.fill(0, Math.floor(bytes.length / 2)))],
  ['noise instead of its first header', () => changed((bytes) => bytes.fill(0xa5, 0, PAGE))],
  ['noise instead of its second header', () => changed((bytes) => bytes.fill(0xa5, PAGE, 2 * PAGE))],
  ['another size of pages', () => changed((bytes) => bytes.writeUInt32LE(3000, 48))],
  ['one header from long ago', () => changed((bytes) => bytes.copy(bytes, 24, PAGE + 24, PAGE + 24 + 136))],
])('refuses %s', async (_, damage) => {
  expect(await use(damage(good))).toBe('damaged');
});

// What stands in pages that are free may change: there, nothing is lost.
it.each(['a page', 'bytes all over', 'zeros', 'the head of a page', 'a header'])(
  'either has everything or says that it is damaged, with noise in %s',
  async (kind) => {
    let state = kind.length;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const pages = good.length / PAGE;
    let refused = 0;
    for (let round = 0; round < 25; round++) {
      const bytes = changed((copy) => {
        const at = random(pages) * PAGE;
        const noise = (start: number, length: number, times: number) => {
          for (let i = 0; i < times; i++) {
            copy[start + random(length)] = random(256);
          }
        };
        switch (kind) {
          case 'a page':
            return noise(at, PAGE, PAGE);
          case 'bytes all over':
            return noise(0, copy.length, 20);
          case 'zeros':
            return copy.fill(0, at, at + PAGE);
          case 'the head of a page':
            return noise(at, 60, 4);
          default:
            return noise(random(2) * PAGE, 200, 1);
        }
      });
      const found = await use(bytes);
      refused += found === 'damaged' ? 1 : 0;
      expect(['damaged', PROFILES]).toContain(found);
    }
    expect(refused).toBeGreaterThan(0);
  }
);
