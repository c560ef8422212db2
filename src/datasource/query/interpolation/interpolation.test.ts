import type { AdHocVariableFilter, ScopedVars } from '@grafana/data';
import fc from 'fast-check';
import { parseSelector, type Matcher } from '../../../../pkg/pyroscope/selector/selector';
import type { PyroscopeQuery } from '../query';
import { fakeTemplates, type FakeVariables } from '../../testing/fakeHost';
import { faultText } from './faultText';
import { interpolateQuery } from './interpolateQuery';

function fill(
  query: Partial<Record<keyof PyroscopeQuery, unknown>>,
  variables: FakeVariables = {},
  { scopedVars, filters }: { scopedVars?: ScopedVars; filters?: AdHocVariableFilter[] } = {}
) {
  return interpolateQuery(
    query as unknown as PyroscopeQuery,
    { replace: fakeTemplates(variables).replace, scopedVars },
    filters
  );
}

function selector(text: string, variables: FakeVariables = {}) {
  const { query, faults } = fill({ labelSelector: text }, variables);
  return faults.length > 0 ? faults.map((fault) => `${fault.reason}`).join() : query.labelSelector;
}

/** Whether a matcher matches a value, as Pyroscope decides. */
function matches({ op, value }: Matcher, candidate: string): boolean {
  switch (op) {
    case '=':
      return candidate === value;
    case '!=':
      return candidate !== value;
    case '=~':
      return new RegExp(`^(?:${value})$`, 's').test(candidate);
    case '!~':
      return !new RegExp(`^(?:${value})$`, 's').test(candidate);
  }
}

describe('variables in a selector', () => {
  it.each<[string, FakeVariables, string]>([
    ['{a="$x"}', { x: 'one' }, '{a="one"}'],
    ['{a="${x}"}', { x: 'one' }, '{a="one"}'],
    ['{a="[[x]]"}', { x: 'one' }, '{a="one"}'],
    ['{a="$x"}', { x: 'a"b\\c' }, '{a="a\\"b\\\\c"}'],
    ['{a="$x"}', { x: 'a.b' }, '{a="a.b"}'],
    ['{a="$x"}', { x: ['a.b'] }, '{a="a.b"}'],
    ['{a="$x"}', { x: ['a.b', 'c|d'] }, '{a=~"a\\\\.b|c\\\\|d"}'],
    ['{a="$x"}', { x: ['a}', 'b,c', '#d'] }, '{a=~"a\\\\}|b,c|#d"}'],
    ['{a!="$x"}', { x: ['a', 'b'] }, '{a!~"a|b"}'],
    ['{a=~"$x"}', { x: 'pre.*' }, '{a=~"pre.*"}'],
    ['{a=~"$x"}', { x: { type: 'textbox', value: 'pre.*' } }, '{a=~"pre.*"}'],
    ['{a=~"$x"}', { x: { type: 'query', value: 'c++' } }, '{a=~"c\\\\+\\\\+"}'],
    ['{a=~"$x"}', { x: { type: 'custom', value: 'a.*' } }, '{a=~"a.*"}'],
    ['{a=~"$x"}', { x: { type: 'custom', value: 'a.*', multi: true } }, '{a=~"a\\\\.\\\\*"}'],
    ['{a=~"$x"}', { x: ['a.b', 'c'] }, '{a=~"a\\\\.b|c"}'],
    ['{a=~"x-$x-y"}', { x: ['a', 'b'] }, '{a=~"x-(a|b)-y"}'],
    ['{a="x.$x"}', { x: ['a', 'b'] }, '{a=~"x\\\\.(a|b)"}'],
    ['{a="$x", b="c"}', { x: { all: '.*' } }, '{b="c"}'],
    ['{a!="$x"}', { x: { all: '.*' } }, '{a!~".*"}'],
    ['{a!="$x"}', { x: { all: '.+' } }, '{a!~".+"}'],
    ['{a="p-$x"}', { x: { all: 'a|b' } }, '{a=~"p-(a|b)"}'],
    ['{a="${x:regex}"}', { x: { all: '.+' } }, '{a=~".+"}'],
    ['{a="${x:regex}"}', { x: ['a.b', 'c'] }, '{a=~"a\\\\.b|c"}'],
    ['{a="${x:regex}"}', { x: ['a.b'] }, '{a="a.b"}'],
    ['{a=~"${x:regex}"}', { x: ['a.b', 'c'] }, '{a=~"a\\\\.b|c"}'],
    ['{a="${x:pipe}"}', { x: ['a', 'b'] }, '{a=~"a|b"}'],
    ['{a="${x:csv}"}', { x: ['a', 'b'] }, '{a="a,b"}'],
    ['{$x="v"}', { x: 'label' }, '{label="v"}'],
    ['{$x="v"}', { x: 'dotted.label' }, '{"dotted.label"="v"}'],
    ['$x', { x: '{a="b"}' }, '{a="b"}'],
    ['{a="b", $x}', { x: 'c="d"' }, '{a="b", c="d"}'],
    ['{a=~"b$"}', {}, '{a=~"b$"}'],
    ['{a="Foo$Bar"}', {}, '{a="Foo$Bar"}'],
    ['{a="b"', {}, '{a="b"'],
    ['{a="$x"', { x: 'y' }, '{a="$x"'],
    ['{a="b" , c = "d"}', {}, '{a="b" , c = "d"}'],
    ['{a="variable_0x$x"}', { x: 'y' }, '{a="variable_0xy"}'],
    ['{a=~".*$x.*"}', { x: { type: 'textbox', value: '' } }, '{a=~".*.*"}'],
  ])('%s with %j is %s', (text, variables, expected) => expect(selector(text, variables)).toBe(expected));

  it.each<[string, FakeVariables, string]>([
    ['{a="$x"}', { x: '' }, 'empty'],
    ['{a=~"$x-.*"}', { x: [] }, 'empty'],
    ['{a="$unknown"}', {}, 'unknown'],
    ['{a=~"b-${unknown}"}', {}, 'unknown'],
    ['{$x="v"}', { x: ['a', 'b'] }, 'several'],
    ['$x', { x: ['{a="b"}', '{c="d"}'] }, 'several'],
  ])('%s with %j is a fault: %s', (text, variables, expected) => expect(selector(text, variables)).toBe(expected));

  const label = fc.string({ unit: 'grapheme', minLength: 1 });
  const hard = fc.oneof(label, fc.string({ unit: fc.constantFrom(...'"\\{}[]()|,#.*+?^$a'), minLength: 1 }));

  it('finds exactly the chosen values, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(hard, { minLength: 1, maxLength: 4 }),
        fc.array(hard, { maxLength: 4 }),
        fc.constantFrom<Matcher['op']>('=', '!=', '=~', '!~'),
        (chosen, others, op) => {
          const { matchers } = parseSelector(selector(`{a${op}"$x"}`, { x: chosen }));
          expect(matchers).toHaveLength(1);
          expect(matchers[0].name).toBe('a');
          const positive = op === '=' || op === '=~';
          for (const candidate of [...chosen, ...others, `${chosen[0]}x`, chosen.join('|')]) {
            expect(matches(matchers[0], candidate)).toBe(chosen.includes(candidate) === positive);
          }
        }
      )
    );
  });

  it('finds exactly the chosen values between what is written around them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hard, { minLength: 1, maxLength: 3 }), (chosen) => {
        const { matchers } = parseSelector(selector('{a="p.$x|s"}', { x: chosen }));
        expect(chosen.every((value) => matches(matchers[0], `p.${value}|s`))).toBe(true);
        expect(matches(matchers[0], `px${chosen[0]}|s`)).toBe(false);
        expect(matches(matchers[0], 's')).toBe(false);
      })
    );
  });
});

describe('ad hoc filters', () => {
  const add = (text: string | undefined, filters: AdHocVariableFilter[], variables: FakeVariables = {}) =>
    fill({ labelSelector: text }, variables, { filters });

  it('are added to what is written and drop nothing', () => {
    const { query, faults } = add('{a="b"}', [
      { key: 'a', operator: '!=', value: 'x' },
      { key: 'odd.name', operator: '=~', value: 'y"z' },
      { key: 'c', operator: '=|', value: '1.0', values: ['1.0', '2'] },
      { key: 'c', operator: '!=|', value: '', values: ['3'] },
      { key: 'e', operator: '=|', value: 'only' },
    ]);
    expect(faults).toEqual([]);
    expect(query.labelSelector).toBe('{a="b", a!="x", "odd.name"=~"y\\"z", c=~"1\\\\.0|2", c!~"3", e=~"only"}');
  });

  it('are added where nothing is written, and beside variables', () => {
    const filters = [{ key: 'a', operator: '=', value: '$x' }];
    expect(add(undefined, filters).query.labelSelector).toBe('{a="$x"}');
    expect(add('', filters).query.labelSelector).toBe('{a="$x"}');
    expect(add('{b="$x"}', filters, { x: 'y' }).query.labelSelector).toBe('{b="y", a="$x"}');
    expect(add('$x', filters, { x: '{b="y"}' }).query.labelSelector).toBe('{b="y", a="$x"}');
  });

  it('are none while key or value is missing', () => {
    const filters = [
      { key: '', operator: '=', value: 'x' },
      { key: 'a', operator: '=', value: '' },
      { key: 'a', operator: '=|', value: '', values: [] },
      { key: 'a', operator: '=' } as AdHocVariableFilter,
    ];
    expect(add('{b="c"}', filters)).toMatchObject({ query: { labelSelector: '{b="c"}' }, faults: [] });
  });

  it('are refused with an operator that labels do not know', () => {
    const { faults } = add('{}', [{ key: 'a', operator: '<', value: '3' }]);
    expect(faultText(faults[0]).title).toBe('The filter “a < 3” cannot be applied to profiles.');
  });
});

describe('variables in the other fields', () => {
  it('are filled in, in every one', () => {
    const { query, faults } = fill(
      {
        refId: '$A',
        profileTypeId: 'process_cpu:$kind:nanoseconds:cpu:nanoseconds',
        queryType: '$kind',
        groupBy: ['$labels', 'pod'],
        spanSelector: ['$ids', 'c'],
        traceIdSelector: ['${ids:csv}'],
        profileIdSelector: ['$ids'],
        stackTraceSelector: ['main', '$frames', 'Foo$Bar.run'],
        limit: '$n',
        maxNodes: '${n}000',
        annotations: true,
        heatmapType: 'span',
      },
      { kind: 'cpu', labels: ['a', 'b'], ids: ['1 2', '3'], frames: ['f, g', 'h'], n: '7' }
    );
    expect(faults).toEqual([]);
    expect(query).toEqual({
      refId: '$A',
      profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      queryType: 'cpu',
      groupBy: ['a', 'b', 'pod'],
      spanSelector: ['1', '2', '3', 'c'],
      traceIdSelector: ['1', '2', '3'],
      profileIdSelector: ['1', '2', '3'],
      stackTraceSelector: ['main', 'f, g', 'h', 'Foo$Bar.run'],
      limit: '7',
      maxNodes: '7000',
      annotations: true,
      heatmapType: 'span',
      labelSelector: undefined,
    });
  });

  it.each<[Partial<Record<keyof PyroscopeQuery, unknown>>, FakeVariables, RegExp]>([
    [{ profileTypeId: '$x' }, { x: ['a', 'b'] }, /\$x has several values; the profile type takes one/],
    [{ profileTypeId: '$x' }, { x: '' }, /\$x in the profile type has no value/],
    [{ profileTypeId: '$x' }, {}, /Variable \$x not found\. It is used in the profile type\./],
    [{ maxNodes: '$x' }, {}, /“Max nodes”/],
    [{ groupBy: ['$x'] }, { x: [] }, /“Group by” has no value/],
    [{ labelSelector: '{a="$x"}' }, { x: [] }, /\$x in the label selector has no value/],
  ])('%j with %j is said', (query, variables, said) => {
    const { faults } = fill(query, variables);
    expect(faults.map((fault) => faultText(fault).title).join()).toMatch(said);
  });

  it.each<[string, FakeVariables]>([
    ['a variable', { id: '' }],
    ['an empty text box', { id: { type: 'textbox', value: '' } }],
    ['a text box with blanks', { id: { type: 'textbox', value: '  ' } }],
  ])('keeps %s that has no value for a span or trace, so that it is not mistaken for no selection', (_, variables) => {
    expect(fill({ spanSelector: ['$id'], traceIdSelector: ['$id'] }, variables)).toMatchObject({
      query: { spanSelector: ['$id'], traceIdSelector: ['$id'] },
      faults: [],
    });
  });

  it('prefers the values of a repeated panel', () => {
    const scopedVars = { x: { value: 'a', text: 'a' } };
    const { query } = fill({ labelSelector: '{l="$x"}', groupBy: ['$x'] }, { x: ['a', 'b'] }, { scopedVars });
    expect(query).toMatchObject({ labelSelector: '{l="a"}', groupBy: ['a'] });
  });

  it('leaves what has another shape as it was saved', () => {
    const odd = { labelSelector: 42, groupBy: [1, { a: '$x' }], maxNodes: { b: 1 }, limit: null };
    expect(fill(odd, { x: 'y' })).toMatchObject({ query: odd, faults: [] });
  });
});

it.each(['[[a.', '[[a:', '${a.', '${a:', '$a', '[[ ', 'variable_', 'variable0_', '_', '{a="$b",'])(
  'reads a text of many %j in time that goes with its length',
  (part) => {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const started = performance.now();
    fill({ labelSelector: `{a="variable${text}$x"}`, groupBy: [text], spanSelector: [text] }, { x: 'one' });
    // Milliseconds on any machine; where each part is read to the end of the text, half a minute.
    expect(performance.now() - started).toBeLessThan(5000);
  }
);

describe('variables with many values', () => {
  const x = Array.from({ length: 200 }, (_, i) => `value-${i}`);

  it.each(['groupBy', 'spanSelector', 'profileIdSelector', 'stackTraceSelector'] as const)(
    'does not make every combination of them in %s, and says so',
    (field) => {
      const { query, faults } = fill({ [field]: ['$x/$x/$x', 'plain'] }, { x });
      expect(query[field]).toHaveLength(2);
      expect(faults).toEqual([{ reason: 'too-many', variable: '$x', field }]);
      expect(faultText(faults[0]).title).toMatch(/^The values of \$x in .+ make more than 1000 combinations\.$/);
    }
  );

  it('makes those that are as many as one may mean', () => {
    const { query, faults } = fill({ groupBy: ['$x', 'a-$x-$y'] }, { x, y: ['1', '2', '3', '4', '5'] });
    expect(faults).toEqual([]);
    expect(query.groupBy).toHaveLength(1200);
  });

  it('says of a field for one text that there are several', () => {
    const { query, faults } = fill({ profileTypeId: '$x:$x:$x' }, { x });
    expect(query.profileTypeId).toBe('$x:$x:$x');
    expect(faults.map(({ reason }) => reason)).toEqual(['several']);
  });

  it('writes a selector with all of them', () => {
    const { query, faults } = fill({ labelSelector: '{a="$x$x$x"}' }, { x });
    expect(faults).toEqual([]);
    expect(parseSelector(query.labelSelector).matchers[0].value.match(/value/g)).toHaveLength(600);
  });
});
