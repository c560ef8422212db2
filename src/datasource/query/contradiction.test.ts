import { printSelector } from '../../../pkg/pyroscope/selector/selector';
import { contradiction } from './contradiction';

describe('contradiction', () => {
  it.each<[string, string | undefined]>([
    ['{a="b", a="c"}', '{a="b", a="c"}'],
    ['{a="b", c="d", a!="b"}', '{a="b", a!="b"}'],
    ['{a=~"x|y", a="b"}', '{a=~"x|y", a="b"}'],
    ['{a="b", a!~"b|c"}', '{a="b", a!~"b|c"}'],
    ['{a="b", a="b"}', undefined],
    ['{a="b", a=~"b|c", a!="d"}', undefined],
    ['{a="b", c="d"}', undefined],
    ['{a="b", a=~"(?i)c"}', undefined],
    ['{a=~"b", a=~"c"}', undefined],
    ['{a=', undefined],
  ])('of %s is %s', (selector, expected) => {
    const pair = contradiction(selector);
    expect(pair && printSelector(pair)).toBe(expected);
  });
});
