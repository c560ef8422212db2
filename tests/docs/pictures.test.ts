import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { globSync } from 'glob';
import { PICTURES } from '../../pictures/pictures';
import { sizeOfPng } from '../../pictures/png';
import { readPage } from './markdown';
import { allPages } from './pages';

const ROOT = join(__dirname, '../..');
const MOST_BYTES = 80_000;
const MOST_BYTES_TOGETHER = 2_000_000;
const SHORTEST_ALT = 20;
const INSTALLED = '/public/plugins/hotpath-profiles-app/';

interface Shown {
  file: string;
  where: string;
  alt: string;
}

const shown: Shown[] = allPages(ROOT).flatMap((page) =>
  readPage(readFileSync(join(ROOT, page), 'utf8')).pictures.map(({ target, alt, line }) => ({
    file: target.startsWith(INSTALLED)
      ? `src/${target.slice(INSTALLED.length)}`
      : relative(ROOT, join(ROOT, dirname(page), target)),
    where: `${page}:${line}`,
    alt,
  }))
);
const files = globSync(['docs/**/*.{png,webp,jpg,gif}', 'src/img/*.png'], { cwd: ROOT, posix: true }).sort();
const screenshots: string[] = JSON.parse(readFileSync(join(ROOT, 'src/plugin.json'), 'utf8')).info.screenshots.map(
  ({ path }: { path: string }) => `src/${path}`
);

it('each picture is in the table, and each of the table is there', () => {
  expect(files).toEqual(Object.keys(PICTURES).sort());
});

it('each picture is shown on a page or in Grafana’s catalogue, which has no others', () => {
  const used = new Set([...shown.map(({ file }) => file), ...screenshots]);
  expect(files.filter((file) => !used.has(file))).toEqual([]);
  expect([...used].filter((file) => !files.includes(file))).toEqual([]);
});

it('each picture has a text that says what it shows, a different one each on a page', () => {
  expect(shown.filter(({ alt }) => alt.trim().length < SHORTEST_ALT).map(({ where }) => where)).toEqual([]);
  const texts = shown.map(({ where, alt }) => `${where.split(':')[0]}: ${alt}`);
  expect(new Set(texts).size).toBe(texts.length);
});

it('pictures are small, and of the width that their window has', () => {
  const sizes = files.map((file) => ({ file, content: readFileSync(join(ROOT, file)) }));
  expect(sizes.filter(({ content }) => content.length > MOST_BYTES).map(({ file }) => file)).toEqual([]);
  expect(sizes.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThan(MOST_BYTES_TOGETHER);
  for (const { file, content } of sizes) {
    expect(sizeOfPng(content).width).toBeLessThanOrEqual(PICTURES[file].size[0]);
  }
});
