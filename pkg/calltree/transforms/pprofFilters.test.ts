import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readPprof } from '../../formats/pprof';
import { openTree } from '../operations/openTree';
import { atOnce, type Steps } from '../slices';
import { LARGE } from '../testing/trees';
import type { CallTree } from '../tree';
import { droppingFrames, keepingFrames } from './frames';
import { hidingStacks, showingStacks, startingStacks } from './stacks';

/** What `go tool pprof` answers with one of its filters on: self and total of each function. */
interface Exact {
  profile: string;
  type: string;
  option: string;
  shown: number;
  total: number;
  functions: Record<string, [number, number]>;
}

const FILTERS: Record<string, (tree: CallTree, marks: Uint8Array) => Steps<CallTree>> = {
  focus: showingStacks,
  ignore: hidingStacks,
  hide: droppingFrames,
  show: keepingFrames,
  show_from: startingStacks,
};

const cases: Exact[] = JSON.parse(
  gunzipSync(readFileSync(join(__dirname, 'testdata/filters.exact.json.gz'))).toString()
);

function profileTree(name: string, type: string): CallTree {
  const folder = name === 'big-pyroscope-heap' ? 'testdata' : '../../profile-server/samples/recorded';
  const profile = readPprof(new Uint8Array(readFileSync(join(__dirname, folder, `${name}.pb.gz`))));
  return profile.callTree(profile.sampleTypes.findIndex((one) => one.type === type)).tree;
}

/** pprof takes what is in brackets for type parameters of Go and leaves them out, with the rest of this pattern. */
function printed(name: string): string {
  return name.startsWith('RegExp: ') ? name.replace(/\(\?:\$\|\[.*$/, '') : name;
}

it('has every filter of pprof', () => {
  expect(new Set(cases.map(({ option }) => option.split('=')[0]))).toEqual(new Set(Object.keys(FILTERS)));
  expect(cases).toHaveLength(15);
});

it.each(cases)(
  'gives the figures of pprof for $option of $profile',
  async ({ profile, type, option, shown, functions }) => {
    const tree = profileTree(profile, type);
    const [filter, pattern] = option.split('=');
    const regex = new RegExp(pattern);
    // As pprof does: a function goes by its name, its file and the binary it is in.
    const { names, files, modules } = tree.functions;
    const marks = Uint8Array.from(names, (name, fn) =>
      [name, files?.[fn] ?? '', modules?.[fn] ?? ''].some((text) => regex.test(text)) ? 1 : 0
    );
    const made = atOnce(FILTERS[filter](tree, marks));
    expect(made.total[0]).toBe(shown);
    const table = await openTree(made).topTable();
    const rows = Array.from(table.function, (fn, row) => [printed(names[fn]), [table.self[row], table.total[row]]]);
    expect(Object.fromEntries(rows)).toEqual(functions);
  },
  LARGE
);
