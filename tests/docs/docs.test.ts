import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandsOf } from './commands';
import { brokenLinks } from './links';
import { readPage } from './markdown';
import { allPages, userPages } from './pages';

const ROOT = join(__dirname, '../..');

it('finds no link, anchor or picture that leads nowhere', () => {
  const pages = allPages(ROOT);
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/design.md', 'pkg/cli/README.md']));
  expect(brokenLinks(ROOT, pages)).toEqual([]);
});

it('leads from its list to each document', () => {
  const index = readPage(readFileSync(join(ROOT, 'docs/README.md'), 'utf8')).links.map(({ target }) => target);
  const pages = allPages(ROOT).filter(
    (page) => /^docs\/.*(?<!\.[a-z]{2})\.md$/.test(page) && page !== 'docs/README.md'
  );
  expect(pages.filter((page) => !index.includes(page.slice('docs/'.length)))).toEqual([]);
});

it('knows of every block of a page whether it is run, and what it needs', () => {
  const { commands, faults } = commandsOf(ROOT, userPages(ROOT));
  expect(faults).toEqual([]);
  expect(commands.length).toBeGreaterThan(2);
});

describe('what is checked', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(pages: Record<string, string>) {
    for (const [page, text] of Object.entries(pages)) {
      mkdirSync(dirname(join(folder, page)), { recursive: true });
      writeFileSync(join(folder, page), text);
    }
    return Object.keys(pages).filter((page) => page.endsWith('.md'));
  }

  it('follows links, anchors and pictures, but not those of code or of other sites', () => {
    const pages = write({
      'README.md': [
        '# One & two: `three`',
        '# Twice',
        '# Twice',
        '[a](docs/a.md) [b](docs/a.md#what-it-is) [c](#one--two-three) [d](#twice-1) [e](https://example.com/x#y)',
        '![p](docs/p.png) `[f](nowhere.md)` [g](docs) [h](docs/a.md "a title")',
        '```text',
        '[i](nowhere.md)',
        '```',
        '[j](docs/b.md) [k](docs/a.md#else) ![l](docs/q.png) [m](../out.md) <img src="docs/r.png"> [n](#thrice)',
      ].join('\n'),
      'docs/a.md': '# What it is\n[up](../README.md#twice)\n',
      'docs/p.png': '',
    });
    expect(brokenLinks(folder, pages)).toEqual([
      'README.md:9: docs/b.md leads to nothing',
      'README.md:9: docs/a.md#else leads to no heading of that page',
      'README.md:9: docs/q.png leads to nothing',
      'README.md:9: ../out.md leads out of the repository',
      'README.md:9: #thrice leads to no heading of that page',
      'README.md:9: docs/r.png leads to nothing',
    ]);
  });

  it('reads what a block of commands needs, and refuses what it does not know', () => {
    const fence = '```';
    const pages = write({
      'README.md': [
        `${fence}sh needs=docker,network\ndocker compose up\n${fence}`,
        `1. a step\n\n   ${fence}sh exit=3\n   false\n     true\n   ${fence}`,
        `${fence}sh serves\nnpm start\n${fence}`,
        `${fence}sh needs=luck sometimes\nx\n${fence}`,
        `${fence}\nnpm test -- x\n${fence}`,
        `${fence}\nmain → work\n${fence}`,
        `${fence}json\n{}\n${fence}`,
      ].join('\n'),
    });
    const { commands, faults } = commandsOf(folder, pages);
    expect(commands.slice(0, 3)).toEqual([
      expect.objectContaining({ line: 1, text: 'docker compose up', needs: ['docker', 'network'], exit: 0 }),
      expect.objectContaining({ line: 6, text: 'false\n  true', needs: [], exit: 3, serves: false }),
      expect.objectContaining({ text: 'npm start', serves: true }),
    ]);
    expect(faults).toEqual([
      'README.md:13: "needs=luck" is not a mark',
      'README.md:13: "sometimes" is not a mark',
      'README.md:16: commands without a language: write sh, so that they are run',
    ]);
  });

  it('takes a longer fence for what holds shorter ones', () => {
    expect(readPage('````md\n```sh\nx\n```\n````\n').fences).toEqual([
      { language: 'md', marks: [], text: '```sh\nx\n```', line: 1 },
    ]);
  });
});
