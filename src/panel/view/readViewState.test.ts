import fc from 'fast-check';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { arbitraryView as state } from '../testing/arbitraryView';
import { resolveFocus } from './resolveFocus';
import { readViewState } from './readViewState';
import { DEFAULT_VIEW, VIEWS, type ViewState } from './viewState';

const FIELDS = [
  ...Object.keys(DEFAULT_VIEW),
  'selected',
  'selectedFunction',
  'tableWidth',
  'sandwich',
  'inverted',
] as Array<keyof ViewState>;
const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('reads back what was written', () => {
  fc.assert(fc.property(state, (one) => expect(readViewState(copy(one))).toEqual(one)));
});

it('makes of any JSON a state that can be looked at, and that reads back as itself', () => {
  const tree = treeOf([['main', 'parse'], 1]);
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue())), (json) => {
      const read = readViewState(json);
      expect(readViewState(copy(read))).toEqual(read);
      expect(resolveFocus(tree, read.focus).node).toBeGreaterThanOrEqual(0);
      expect(VIEWS).toContain(read.view);
      expect(['down', 'up']).toContain(read.orientation);
      expect(read.scroll).toBeGreaterThanOrEqual(0);
    })
  );
});

it('gives up an unreadable field alone', () => {
  fc.assert(
    fc.property(
      state,
      fc.constantFrom(...FIELDS),
      fc.constantFrom(null, [1], [['a', 0]], { a: 1 }, -1, [[true]]),
      (one, field, bad) => {
        const { [field]: given, ...others } = one;
        const { [field]: read, ...rest } = readViewState(copy({ ...one, [field]: bad }));
        expect(rest).toEqual(others);
        expect(read).toEqual(DEFAULT_VIEW[field]);
      }
    )
  );
});

it.each([
  [{ search: { text: 'a', regex: 'yes' } }, { search: { text: 'a', regex: false } }],
  [{ sort: { by: 'size', descending: false } }, { sort: { by: 'self', descending: false } }],
  [{ focus: ['main', ['read', 2]] }, { focus: ['main', ['read', 2]] }],
  [{ focus: ['main', ['read', 0]], view: 'table' }, { view: 'table' }],
  [{ focus: ['main', ['read', 1.5]] }, {}],
  [{ scroll: '3' }, {}],
  [{ sandwich: { callers: ['main'] } }, {}],
  [{ sandwich: { function: 'read', callers: [1] } }, { sandwich: { function: 'read', callers: [], callees: [] } }],
  [{ scroll: -1 }, {}],
  ['both', {}],
  [undefined, {}],
])('reads %j as the default with %j', (saved, change) => {
  expect(readViewState(saved)).toEqual({ ...DEFAULT_VIEW, ...change });
});

it('takes only transforms that it can apply', () => {
  const readable = { kind: 'hide', text: 'json', match: 'regex' };
  const given = [
    readable,
    { kind: 'hide', text: 'json' },
    { kind: 'subtree', path: [] },
    { kind: 'subtree', path: [1] },
    { kind: 'group', by: 'colour' },
    { kind: 'collapse' },
    { kind: 'else', text: 'x', match: 'text' },
    null,
    'invert',
    { kind: 'invert', off: 'yes', more: 1 },
  ];
  expect(readViewState({ transforms: given }).transforms).toEqual([readable, { kind: 'invert' }]);
  expect(readViewState({ transforms: 'all' }).transforms).toEqual([]);
});

it('finds a focus in a tree from which frames were taken', () => {
  const tree = treeOf([['main', 'parse', 'read'], 1]);
  expect(resolveFocus(tree, ['main', 'library', 'parse', 'more', 'read'], true)).toEqual({ node: 3 });
  expect(resolveFocus(tree, ['main', 'library', 'parse', 'more'], true)).toEqual({ node: 2, missing: 'more' });
  expect(resolveFocus(tree, ['main', 'library', 'parse'])).toEqual({ node: 1, missing: 'parse' });
});
