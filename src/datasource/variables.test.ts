import fc from 'fast-check';
import { parseSelector } from '../../pkg/pyroscope/selector';
import { fakeTemplates } from './testing/fakeHost';
import { hasVariable, interpolateQuery, interpolateSelector } from './variables';

function filled(selector: string, variables: Parameters<typeof fakeTemplates>[0] = {}) {
  return interpolateSelector(selector, {}, fakeTemplates(variables).replace);
}

describe('interpolateSelector', () => {
  it.each<[string, Parameters<typeof fakeTemplates>[0], string]>([
    ['{a="$x"}', { x: 'one' }, '{a="one"}'],
    ['{a="$x"}', { x: 'a"b\\c' }, '{a="a\\"b\\\\c"}'],
    ['{a="$x"}', { x: 'a.b' }, '{a="a.b"}'],
    ['{a="$x"}', { x: ['a.b'] }, '{a="a.b"}'],
    ['{a="$x"}', { x: ['a.b', 'c|d'] }, '{a=~"a\\\\.b|c\\\\|d"}'],
    ['{a!="$x"}', { x: ['a', 'b'] }, '{a!~"a|b"}'],
    ['{a=~"$x"}', { x: 'pre.*' }, '{a=~"pre.*"}'],
    ['{a=~"$x"}', { x: ['a.b', 'c'] }, '{a=~"(a\\\\.b|c)"}'],
    ['{a=~"x-$x-y"}', { x: ['a', 'b'] }, '{a=~"x-(a|b)-y"}'],
    ['{a="x.$x"}', { x: ['a', 'b'] }, '{a=~"x\\\\.(a|b)"}'],
    ['{a="$x"}', { x: { all: '.*' } }, '{a=~".*"}'],
    ['{a!="$x"}', { x: { all: '.+' } }, '{a!~".+"}'],
    ['{a="${x:regex}"}', { x: ['a.b', 'c'] }, '{a=~"(a\\\\.b|c)"}'],
    ['{a="${x:pipe}"}', { x: ['a', 'b'] }, '{a=~"a|b"}'],
    ['{a="${x:csv}"}', { x: ['a', 'b'] }, '{a="a,b"}'],
    ['{$x="v"}', { x: 'label' }, '{label="v"}'],
    ['$x', { x: '{a="b"}' }, '{a="b"}'],
    ['{a="$unknown"}', {}, '{a="$unknown"}'],
    ['{a=~"b$"}', {}, '{a=~"b$"}'],
    ['{a="b"', {}, '{a="b"'],
    ['{a="b" , c = "d"}', {}, '{a="b" , c = "d"}'],
  ])('%s with %j is %s', (selector, variables, expected) => expect(filled(selector, variables)).toBe(expected));

  it('finds exactly the chosen values, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { minLength: 2, maxLength: 4 }),
        (values) => {
          const [{ op, value }] = parseSelector(filled('{a="$x"}', { x: values })).matchers;
          expect(op).toBe('=~');
          const pattern = new RegExp(`^(?:${value})$`, 's');
          expect(values.every((chosen) => pattern.test(chosen))).toBe(true);
          expect(pattern.test(`${values.join('')}x`)).toBe(values.includes(`${values.join('')}x`));
        }
      )
    );
  });

  it('adds filters to what is written and drops nothing', () => {
    const { replace } = fakeTemplates();
    const filters = [
      { key: 'a', operator: '!=', value: 'x' },
      { key: 'odd.name', operator: '=~', value: 'y"z' },
      { key: 'c', operator: '!=|', value: '', values: ['1', '2'] },
      { key: 'd', operator: '<', value: '3' },
    ];
    expect(interpolateSelector('{a="b"}', {}, replace, filters)).toBe(
      '{a="b", a!="x", "odd.name"=~"y\\"z", c!~"1|2", d="3"}'
    );
  });
});

describe('interpolateQuery', () => {
  const query = { refId: 'A', labelSelector: '{}', profileTypeId: '$type', queryType: 'profile' as const, groupBy: [] };

  it('fills in ids, several from one variable', () => {
    const { replace } = fakeTemplates({ type: 't', span: ['a', 'b'] });
    expect(interpolateQuery({ ...query, spanSelector: ['$span', 'c'] }, {}, replace)).toMatchObject({
      profileTypeId: 't',
      spanSelector: ['a', 'b', 'c'],
    });
  });

  it('keeps a variable without a value, so that it is not mistaken for no selection', () => {
    const { replace } = fakeTemplates({ span: '' });
    expect(interpolateQuery({ ...query, spanSelector: ['$span'] }, {}, replace).spanSelector).toEqual(['$span']);
  });

  it('prefers the values of a repeated panel', () => {
    const { replace } = fakeTemplates({ x: ['a', 'b'] });
    const scoped = { x: { value: 'a', text: 'a' } };
    expect(interpolateQuery({ ...query, labelSelector: '{l="$x"}' }, scoped, replace).labelSelector).toBe('{l="a"}');
  });
});

describe('hasVariable', () => {
  it.each(['$a', 'x${a}', '${a:regex}', '${__span.tags["pyroscope.profile.id"]}', '[[a]]'])('%s', (text) =>
    expect(hasVariable(text)).toBe(true)
  );
  it.each(['', 'a', 'a$', '100 %', '{}'])('not in %s', (text) => expect(hasVariable(text)).toBe(false));
});
