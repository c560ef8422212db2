import { parseSelector } from '../../../../pkg/pyroscope/selector/selector';
import { applySuggestion, completedPart, cursorContextAt } from './completion';

/** `|` is where the cursor stands. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.slice(0, cursor) + marked.slice(cursor + 1);
  return { text, cursor, situation: cursorContextAt(text, cursor) };
}

function taken(marked: string, chosen: string): string {
  const { text, situation } = at(marked);
  const edit = applySuggestion(text, situation, chosen);
  return `${edit.text.slice(0, edit.cursor)}|${edit.text.slice(edit.cursor)}`;
}

const a = { name: 'a', op: '=', value: 'b' };

describe('cursorContextAt', () => {
  it.each([
    ['|', { kind: 'name', prefix: '', others: [] }],
    ['{|}', { kind: 'name', prefix: '', others: [] }],
    ['{ser|}', { kind: 'name', prefix: 'ser', from: 1, to: 4 }],
    ['{ser|', { kind: 'name', prefix: 'ser' }],
    ['{a="b", |}', { kind: 'name', prefix: '', others: [a] }],
    ['{a="b",|}', { kind: 'name', prefix: '', others: [a] }],
    ['{|, a="b"}', { kind: 'name', prefix: '', others: [a] }],
    ['{"otel.sc|"}', { kind: 'name', prefix: 'otel.sc', from: 1, to: 10 }],
    ['{service |}', { kind: 'none' }],
    ['{service=|}', { kind: 'value', name: 'service', op: '=', prefix: '', others: [] }],
    ['{service!|}', { kind: 'operator', name: 'service', prefix: '!' }],
    ['{"a.b"|}', { kind: 'operator', name: 'a.b', prefix: '' }],
    ['{service="|"}', { kind: 'value', name: 'service', op: '=', prefix: '', others: [] }],
    ['{service="or|', { kind: 'value', name: 'service', op: '=', prefix: 'or' }],
    ['{service="or|}', { kind: 'value', name: 'service', op: '=', prefix: 'or', from: 9, to: 12 }],
    ['{service=~"a|b"}', { kind: 'value', op: '=~', prefix: 'a' }],
    ['{service!~"x|", a="b"}', { kind: 'value', op: '!~', prefix: 'x', others: [a] }],
    ['{c="d}e,|f", a="b"}', { kind: 'value', name: 'c', prefix: 'd}e,', others: [a] }],
    ['{c="d\\"|e"}', { kind: 'value', name: 'c', prefix: 'd"' }],
    ["{c='d|'}", { kind: 'value', name: 'c', prefix: 'd' }],
    ['{a="b"|}', { kind: 'none' }],
    ['{a="b"}|', { kind: 'none' }],
    ['|{a="b"}', { kind: 'none' }],
  ])('%s', (marked, expected) => {
    expect(at(marked).situation).toMatchObject(expected);
  });
});

describe('applySuggestion', () => {
  it.each([
    ['|', 'service_name', '{service_name="|"}'],
    ['{|}', 'service_name', '{service_name="|"}'],
    ['{ser|}', 'service_name', '{service_name="|"}'],
    ['{ser|="x"}', 'service_name', '{service_name|="x"}'],
    ['{|}', 'otel.scope.name', '{"otel.scope.name"="|"}'],
    ['{a="b", |', 'c', '{a="b", c="|"}'],
    ['{a!|}', '!~', '{a!~"|"}'],
    ['{a!|"x"}', '!=', '{a!="|x"}'],
    ['{a="|"}', 'x', '{a="x"|}'],
    ['{a=|}', 'x', '{a="x"|}'],
    ['{a="or|}', 'order-service', '{a="order-service"|}'],
    ['{a="or|", c="d"}', 'order', '{a="order"|, c="d"}'],
    ['{a="|"}', 'q"u\\ote', '{a="q\\"u\\\\ote"|}'],
    ['{a=~"|"}', 'a.b', '{a=~"a\\\\.b"|}'],
    ['{a=~"x"}|', 'y', '{a=~"x"}|'],
  ])('%s with %s', (marked, chosen, expected) => {
    expect(taken(marked, chosen)).toBe(expected);
  });

  it('adds an alternative to a regular expression', () => {
    const text = '{a=~"x|or"}';
    const situation = cursorContextAt(text, text.length - 2);
    expect(completedPart('x|or', '=~')).toBe('or');
    expect(completedPart('x|or', '=')).toBe('x|or');
    expect(applySuggestion(text, situation, 'order.1').text).toBe('{a=~"x|order\\\\.1"}');
  });

  it('leaves what can be read', () => {
    for (const marked of ['|', '{|', '{a="b",|', '{a="b", c|', '{a|="b"}']) {
      const { text, situation } = at(marked);
      expect(() => parseSelector(applySuggestion(text, situation, 'name').text)).not.toThrow();
    }
  });
});
