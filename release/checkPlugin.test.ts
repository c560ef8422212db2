import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pluginProblems } from './checkPlugin';

let folder: string;

function write(file: string, content: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function manifest(type: string, more: object = {}) {
  return {
    type,
    name: 'Shop',
    id: `shop-profiles-${type}`,
    info: {
      version: '1.2.3',
      updated: '2026-11-28',
      description: 'Profiles of the shop',
      author: { name: 'Shop' },
      logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    },
    dependencies: { grafanaDependency: '>=12.3.0' },
    ...more,
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotpath-'));
  ['README.md', 'LICENSE', 'CHANGELOG.md'].forEach((file) => write(file, 'text'));
  for (const [where, type] of [
    ['', 'app'],
    ['panel/', 'panel'],
  ]) {
    const includes = type === 'app' ? [{ type: 'panel', path: 'panel/plugin.json' }] : [];
    write(`${where}plugin.json`, JSON.stringify(manifest(type, { includes })));
    write(`${where}module.js`, 'define([],function(){})');
    write(`${where}module.js.map`, '{}');
    write(`${where}img/logo.svg`, '<svg/>');
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

it('finds nothing in a plugin that is whole', () => {
  write('module.js', 'class A{eval(a,b){return this.sub.eval(a,b)}}');
  expect(pluginProblems(folder, '1.2.3')).toEqual([]);
});

it.each<[string, () => void, string, string?]>([
  ['a file that is missing', () => rmSync(join(folder, 'LICENSE')), 'LICENSE is missing.'],
  ['a version that is another', () => undefined, "plugin.json: its version is 1.2.3, the package's 1.2.4.", '1.2.4'],
  [
    'a placeholder',
    () => write('plugin.json', readFileSync(join(folder, 'plugin.json'), 'utf8').replace('2026-11-28', '%TODAY%')),
    'plugin.json: a placeholder was not filled in.',
  ],
  [
    'an id that does not fit its type',
    () => write('panel/plugin.json', JSON.stringify(manifest('panel', { id: 'shop-graph' }))),
    'panel/plugin.json: its id "shop-graph" does not end in -panel.',
  ],
  ['a logo that is missing', () => rmSync(join(folder, 'panel/img/logo.svg')), 'its picture img/logo.svg is missing.'],
  [
    'texts of a language that are missing',
    () => write('panel/plugin.json', JSON.stringify(manifest('panel', { languages: ['ko-KR'] }))),
    'panel/plugin.json: its texts locales/ko-KR/shop-profiles-panel.json are missing.',
  ],
  ['code without a source map', () => write('12.js', 'x'), '12.js has no source map'],
  ['code that is made of text', () => write('module.js', 'eval("x")'), 'module.js makes code of text'],
  ['what does not belong', () => write('.DS_Store', ''), '.DS_Store does not belong into a plugin.'],
  ['what is no JSON', () => write('plugin.json', '{'), 'plugin.json is not JSON.'],
  ['a nested plugin that is missing', () => rmSync(join(folder, 'panel'), { recursive: true }), 'which is missing.'],
])('says %s', (_, breakIt, said, version = '1.2.3') => {
  breakIt();
  expect(pluginProblems(folder, version).join('\n')).toContain(said);
});
