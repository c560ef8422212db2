import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import arrows from './arrows.mjs';
import { rooms } from './rooms.mjs';

const ROOT = join(__dirname, '..');

/** What lint says of a file of the project if it held this line. */
function problems(file: string, line: string): string[] {
  const config = {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser },
    plugins: { arrows },
    rules: { 'arrows/one-way': ['error', { rooms, inside: ['src', 'pkg'] }], 'arrows/no-cycle': 'error' },
  } as unknown as Linter.Config;
  const linter = new Linter({ cwd: ROOT });
  return linter.verify(line, [config], { filename: join(ROOT, file) }).map(({ message }) => message);
}

it.each([
  ['pkg to src', 'pkg/flamegraph/layout.ts', "import { t } from '../../src/wording/t';"],
  ['calltree to the wire', 'pkg/calltree/tree.ts', "import type { TimeRange } from '../pyroscope/api';"],
  ['the wire to the server', 'pkg/pyroscope/api.ts', "export * from '../profile-server/serve';"],
  [
    'panel to the wire',
    'src/panel/module.ts',
    "import { parseSelector } from '../../pkg/pyroscope/selector/selector';",
  ],
  ['panel to the data source', 'src/panel/module.ts', "const x = import('../datasource/query/query');"],
  ['app past the public face', 'src/app/App.tsx', "import { Catalog } from '../datasource/server/catalog';"],
  ['query to server', 'src/datasource/query/query.ts', "import type { Catalog } from '../server/catalog';"],
  ['server to answer', 'src/datasource/server/catalog.ts', "import { noDataText } from '../answer/noData';"],
  ['answer to editor', 'src/datasource/answer/noData.ts', "export { useRequest } from '../editor/fields/useRequest';"],
  [
    'editor to the class',
    'src/datasource/editor/QueryEditor.tsx',
    "type D = import('../datasource').PyroscopeDataSource;",
  ],
  ['wording to a room', 'src/wording/t.ts', "import { readQuery } from '../datasource/query/query';"],
  ['the built page to the sources', 'workbench/host/boot.ts', "import '../../src/datasource/module';"],
])('an arrow from %s fails', (_, file, line) => {
  expect(problems(file, line)).toContainEqual(expect.stringMatching(/^An arrow points back: /));
});

it('fails on a circle, also of types', () => {
  const line = "import type { contradiction } from './contradiction';";
  expect(problems('src/datasource/query/selectorEdit.ts', line)).toEqual([
    'Imports run in a circle: src/datasource/query/contradiction.ts → src/datasource/query/selectorEdit.ts.',
  ]);
});

it('fails on a folder that the table does not name', () => {
  expect(problems('pkg/cellar/wine.ts', '')).toEqual(['pkg/cellar/wine.ts is in no room: name it in lint/rooms.mjs.']);
});

it.each([
  ['src/datasource/answer/noData.ts', "import type { Catalog } from '../server/catalog';"],
  ['src/app/App.tsx', "import { serverOf } from '../datasource/public';"],
  ['src/panel/module.ts', "import { NONE } from '../../pkg/calltree/tree';"],
])('lets %s have %s', (file, line) => {
  expect(problems(file, line)).toEqual([]);
});
