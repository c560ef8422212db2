import { treeOf } from '../calltree/testing/trees';
import { changeBucket, functionBuckets, heatBucket, nodeBuckets } from './colour';
import type { Measure } from './sides';
import { BUCKETS, contrast, createPalette, HEAT_STEPS, NO_CHANGE } from './palette';

describe.each(['dark', 'light'] as const)('the %s palette', (theme) => {
  const palette = createPalette(theme);

  it('has a look for every bucket', () => {
    expect(palette).toHaveLength(BUCKETS.heat + HEAT_STEPS);
    expect(palette.every(({ fill }) => /^#[0-9a-f]{6}$/.test(fill))).toBe(true);
  });

  it('tells own code, libraries and runtime apart by lightness and colourfulness', () => {
    const kinds = [BUCKETS.own, BUCKETS.library, BUCKETS.runtime].map((from) =>
      palette.slice(from, from + BUCKETS.ownCount).map(({ fill }) => fill)
    );
    const spread = (fill: string) => {
      const parts = [1, 3, 5].map((at) => parseInt(fill.slice(at, at + 2), 16));
      return Math.max(...parts) - Math.min(...parts);
    };
    const background = theme === 'dark' ? '#181b1f' : '#ffffff';
    const mean = (of: (fill: string) => number, fills: string[]) =>
      fills.reduce((sum, fill) => sum + of(fill), 0) / fills.length;
    for (const measure of [spread, (fill: string) => contrast(fill, background)]) {
      const [own, library, runtime] = kinds.map((fills) => mean(measure, fills));
      expect(own).toBeGreaterThan(1.15 * library);
      expect(library).toBeGreaterThan(1.15 * runtime);
    }
    expect(kinds.every((fills) => new Set(fills).size === fills.length)).toBe(true);
  });

  it('can be read on every bar', () => {
    for (const { fill, text } of [...palette, ...createPalette(theme, 'classic')]) {
      expect(contrast(fill, text)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('tells more and less apart by lightness too', () => {
    const less = palette[BUCKETS.change].fill;
    const more = palette[BUCKETS.change + BUCKETS.changeCount - 1].fill;
    expect(contrast(less, more)).toBeGreaterThan(1.4);
  });

  it('is red and green where that is asked for', () => {
    const parts = (at: number) => {
      const { fill } = createPalette(theme, 'classic')[BUCKETS.change + at];
      return [1, 3, 5].map((from) => parseInt(fill.slice(from, from + 2), 16));
    };
    const [red, green, blue] = parts(0);
    expect(green).toBeGreaterThan(Math.max(red, blue));
    const more = parts(BUCKETS.changeCount - 1);
    expect(more[0]).toBeGreaterThan(Math.max(more[1], more[2]));
  });

  it('is further from the background the more heat there is', () => {
    const background = theme === 'dark' ? '#181b1f' : '#ffffff';
    const heat = palette.slice(BUCKETS.heat).map(({ fill }) => contrast(fill, background));
    expect(heat).toEqual([...heat].sort((one, other) => one - other));
  });
});

describe('heat', () => {
  it('halves from shade to shade', () => {
    expect([1, 0.5, 0.25, 1 / 128, 1e-9, 0].map((share) => heatBucket(share, 1) - BUCKETS.heat)).toEqual([
      7, 6, 5, 0, 0, 0,
    ]);
    expect(heatBucket(0, 0)).toBe(BUCKETS.heat);
  });

  it('is of both sides together, where a comparison is not coloured by what changed', () => {
    const tree = treeOf([['main', 'a'], 75, 25], [['main', 'b'], 25, 75]);
    const heat = nodeBuckets(tree, 'value', undefined);
    const at = (name: string) => heat?.(tree.function.indexOf(tree.functions.names.indexOf(name)));
    expect([at('main'), at('a'), at('b')]).toEqual([7, 6, 6].map((step) => BUCKETS.heat + step));
    const measure = { scale: { left: 1, right: 1 }, least: () => 0 };
    expect(nodeBuckets(tree, 'value', measure)?.(0)).toBe(changeBucket(tree, 0, measure));
    expect(nodeBuckets(tree, 'package', undefined)).toBeUndefined();
  });
});

describe('functionBuckets', () => {
  it('gives what is of one module or file one colour', () => {
    const names = [
      'github.com/acme/shop/cart.Add',
      'github.com/acme/shop/order.Place',
      'load (app.py:3)',
      'save (app.py:9)',
    ];
    const [cart, order] = names.map((_, fn) => functionBuckets({ names }, 'module')(fn));
    expect(cart).toBe(order);
    const [, , load, save] = names.map((_, fn) => functionBuckets({ names }, 'file')(fn));
    expect(load).toBe(save);
  });

  const buckets = (...names: string[]) => names.map((_, fn) => functionBuckets({ names }, 'package')(fn));

  it('gives a package one colour, whatever else is in the profile', () => {
    const [one, other] = buckets('shop/cart.add', 'shop/cart.(*Cart).total');
    expect(one).toBe(other);
    expect(buckets('unrelated', 'shop/cart.add')[1]).toBe(one);
  });

  it('keeps runtime and libraries in their own quieter groups', () => {
    const [own, library, runtime] = buckets('shop/cart.add', 'github.com/x/y.z', 'runtime.mallocgc');
    expect(own).toBeLessThan(BUCKETS.library);
    expect(library).toBeGreaterThanOrEqual(BUCKETS.library);
    expect(library).toBeLessThan(BUCKETS.runtime);
    expect(runtime).toBeGreaterThanOrEqual(BUCKETS.runtime);
    expect(runtime).toBeLessThan(BUCKETS.root);
  });

  it.each([
    ['Shop$$Lambda/0x00007f8a1c0b3c00.run', 'Shop$$Lambda/0x00007fc515385800.run'],
    ['com/shop/Cart$$Lambda$14/0x0000000800c8a440.apply', 'com/shop/Cart$$Lambda$92/0x0000000801d1b218.apply'],
    [
      'java/lang/invoke/LambdaForm$MH.0x00007fc515385800.invoke',
      'java/lang/invoke/LambdaForm$MH.0x00007fc5153a0400.invoke',
    ],
    ['shop::cart::total::h0123456789abcdef', 'shop::cart::total::hfedcba9876543210'],
    ['0x00007f8a1c0b3c00', '0x00007fc515385800'],
    ['com/shop/Cart$$EnhancerBySpringCGLIB$$1a2b3c.add', 'com/shop/Cart$$EnhancerBySpringCGLIB$$9f8e7d.add'],
    ['main+0x1f0', 'main+0x2a0'],
    ['compute.isra.0', 'compute.constprop.3'],
  ])('gives %s and %s of another start one colour', (one, other) => {
    for (const by of ['package', 'function'] as const) {
      const of = functionBuckets({ names: [one, other] }, by);
      expect(of(0)).toBe(of(1));
    }
  });

  it('is worked out once for a function table', () => {
    const functions = { names: ['a', 'b'] };
    expect(functionBuckets(functions, 'package')).toBe(functionBuckets(functions, 'package'));
    expect(functionBuckets(functions, 'function')).not.toBe(functionBuckets(functions, 'package'));
  });
});

describe('changeBucket', () => {
  // The right side is twice as long: shares count, not values.
  const tree = treeOf(
    [['same'], 10, 20],
    [['gone'], 10, 0],
    [['fresh'], 0, 20],
    [['more'], 10, 40],
    [['less'], 30, 40]
  );
  const nodeNamed = (name: string) => tree.function.indexOf(tree.functions.names.indexOf(name));
  const shares = { scale: { left: 1 / 60, right: 1 / 120 }, least: () => 0 };
  const at = (name: string, measure: Measure = shares) => changeBucket(tree, nodeNamed(name), measure) - NO_CHANGE;

  it('goes from most less to most more, by the part of the whole', () => {
    expect([at('gone'), at('less'), at('same'), at('more'), at('fresh')]).toEqual([-4, -3, 0, 4, 4]);
    const totals = { scale: { left: 1 / 120, right: 1 / 120 }, least: () => 0 };
    expect([at('gone', totals), at('less', totals), at('same', totals)]).toEqual([-4, 2, 4]);
  });

  it('has a shade from each of the limits on, alike for more and less', () => {
    const scale = { left: 1, right: 1 };
    const stepOf = (left: number, right: number) => {
      const pair = treeOf([['x'], left, right]);
      return changeBucket(pair, 1, { scale, least: () => 0 }) - NO_CHANGE;
    };
    const values = [100, 109, 111, 124, 126, 149, 151, 199, 200, 1000];
    expect(values.map((value) => stepOf(100, value))).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(values.map((value) => stepOf(value, 100))).toEqual([0, 0, -1, -1, -2, -2, -3, -3, -4, -4]);
  });

  it('shows no change that is too small, or that may be chance', () => {
    expect(at('fresh', { ...shares, least: () => 0.17 })).toBe(0);
    expect(at('more', { ...shares, least: () => 0.1 })).toBe(4);
    const least = (fn: number) => (tree.functions.names[fn] === 'more' ? Infinity : 0);
    expect([at('more', { ...shares, least }), at('fresh', { ...shares, least })]).toEqual([0, 4]);
  });
});
