import fc from 'fast-check';
import type { Span } from '../../../tempo/span';
import { inTreeOrder } from './treeOrder';

function span(spanId: string, parentSpanId: string, startMs: number): Span {
  return { spanId, parentSpanId, startMs, durationMs: 1, name: spanId, service: '', traceId: '' };
}

describe('inTreeOrder', () => {
  it('puts each span below its parent, by time', () => {
    const placed = inTreeOrder([span('c', 'a', 5), span('d', 'b', 3), span('a', '', 0), span('b', 'a', 2)]);
    expect(placed.map(({ span: { spanId }, depth, above }) => [spanId, depth, above.length])).toEqual([
      ['a', 0, 0],
      ['b', 1, 1],
      ['d', 2, 2],
      ['c', 1, 1],
    ]);
  });

  it('keeps spans without a parent here, and those that are each other’s', () => {
    const placed = inTreeOrder([span('x', 'y', 2), span('y', 'x', 1), span('z', 'gone', 0), span('w', 'w', 3)]);
    expect(placed.map(({ span: { spanId }, depth }) => [spanId, depth])).toEqual([
      ['z', 0],
      ['w', 0],
      ['y', 0],
      ['x', 1],
    ]);
  });

  it('lists every span once, whatever its parents are', () => {
    const id = fc.integer({ min: 0, max: 8 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.integer({ min: 0, max: 99 }))), (given) => {
        const spans = given.map(([parent, start], at) => span(`${at}`, parent, start));
        const placed = inTreeOrder(spans);
        expect(placed.map(({ span: { spanId } }) => spanId).sort()).toEqual(spans.map(({ spanId }) => spanId).sort());
        expect(placed.every(({ depth, above }) => depth === above.length)).toBe(true);
      })
    );
  });
});
