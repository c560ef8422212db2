import { mergeTrees } from '../operations/merge';
import { atOnce } from '../slices';
import { treeOf } from '../testing/trees';
import { callersCost } from './callersCost';

describe('callersCost', () => {
  const parts = [
    treeOf([['main', 'serve', 'before'], 30], [['main', 'read'], 5]),
    treeOf([['main', 'serve', 'after'], 20], [['main', 'serve', 'other'], 2], [['main', 'read', 'serve', 'read'], 25]),
  ];
  const whole = mergeTrees(parts);
  const costs = parts.map((part) => atOnce(callersCost(whole, part)));
  const of = (name: string) => costs.map((cost) => cost[whole.functions.names.indexOf(name)]);

  it('counts the callers of a part where it never calls the function too', () => {
    expect(of('before')).toEqual([30, 22]);
    expect(of('after')).toEqual([30, 22]);
  });

  it('counts each place a function is called from, recursion once', () => {
    // `main` calls `serve`, and `read` calls it.
    expect(of('serve')).toEqual([35 + 5, 47 + 25]);
    expect(of('read')).toEqual([35, 47]);
  });

  it('holds what nothing calls against all there is', () => {
    expect(of('main')).toEqual([35, 47]);
  });
});
