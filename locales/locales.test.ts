import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import i18next from 'i18next';
import { placeholders, sourceTexts } from './sourceTexts';
import { t, translateFor } from '../src/wording/t';

const root = join(__dirname, '..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));

const { texts, problems } = sourceTexts(join(root, 'src'));
const languages: string[] = read('src/plugin.json').languages;

it('reads every text of the source', () => {
  expect(problems).toEqual([]);
  expect(texts.size).toBeGreaterThan(900);
});

it('offers the same languages in the three plugins, each with a file', () => {
  const manifests = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('plugin.json'))
    .map((file) => read(join('src', file)));
  expect(manifests).toHaveLength(3);
  manifests.forEach((manifest) => expect(manifest.languages).toEqual(languages));
  languages.forEach((language) => expect(existsSync(join(root, 'locales', `${language}.json`))).toBe(true));
});

describe.each(languages)('%s', (language) => {
  const translated: Record<string, string> = read(`locales/${language}.json`);

  it('has every text', () => {
    const missing = [...texts].filter(([key]) => !translated[key]?.trim());
    expect(Object.fromEntries(missing.map(([key, { english }]) => [key, english]))).toEqual({});
  });

  it('has no text that nothing shows', () => {
    expect(Object.keys(translated).filter((key) => !texts.has(key))).toEqual([]);
  });

  it('has the same placeholders', () => {
    const unlike = [...texts].filter(
      ([key, { english }]) => placeholders(english).join() !== placeholders(translated[key] ?? english).join()
    );
    expect(unlike.map(([key, { english }]) => `${key}: ${english} | ${translated[key]}`)).toEqual([]);
  });

  it('is in order of its keys', () => {
    expect(Object.keys(translated)).toEqual(Object.keys(translated).sort());
  });
});

it('shows Korean as Grafana adds it, whatever the count, and English where a text is missing', async () => {
  const { 'panel.graph.name': _missing, ...korean } = read('locales/ko-KR.json');
  i18next.addResourceBundle('ko-KR', 'hotpath-flamegraph-panel', korean, true, false);
  await i18next.changeLanguage('ko-KR');
  translateFor('hotpath-flamegraph-panel');
  const spans = (count: number) => t('panel.title.spans', '{{count}} spans', { count, defaultValue_one: 'one span' });
  expect([spans(1), spans(3)]).toEqual(['스팬 1개', '스팬 3개']);
  expect(t('panel.menu.collapse', 'Show {{name}} as one frame', { name: 'a<b>' })).toBe(
    'a<b>을(를) 프레임 하나로 표시'
  );
  expect(t('panel.graph.name', 'Flame graph')).toBe('Flame graph');
});

describe('sourceTexts', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hotpath-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads calls and elements, and not tests', () => {
    writeFileSync(
      join(folder, 'A.tsx'),
      `const a = t(
        'a.b',
        'One {{count}}', { count: 1 });
       const c = <Trans i18nKey="c">
         Two
         lines
       </Trans>;`
    );
    writeFileSync(join(folder, 'A.test.tsx'), "t('x', 'X')");
    const found = sourceTexts(folder);
    expect([...found.texts]).toEqual([
      ['a.b', { english: 'One {{count}}', file: 'A.tsx' }],
      ['c', { english: 'Two lines', file: 'A.tsx' }],
    ]);
    expect(found.problems).toEqual([]);
  });

  it.each([
    ['a computed key', "\nt(`a.${x}`, 'A')", 'a.ts:2: key and text must be written out.'],
    ['a computed text', "t('a', text)", 'a.ts:1: key and text must be written out.'],
    ['one key with two texts', "t('a', 'A'); t('a', 'B')", 'a.ts:1: a has another text in a.ts.'],
  ])('finds %s', (_, code, problem) => {
    writeFileSync(join(folder, 'a.ts'), code);
    expect(sourceTexts(folder).problems).toEqual([problem]);
  });
});
