import fc from 'fast-check';
import { generateTree } from '../../../bench/generate';
import { RECORDED, recordedTree } from '../../calltree/testing/recorded';
import { arbitraryStacks, arbitraryTwins, deepTree, pathsOf, treeOf, wideTree } from '../../calltree/testing/trees';
import { nodeName, NONE, type CallTree } from '../../calltree/tree';
import { treeOfAnswer } from './answer';
import { writeFlameGraphResponse } from './flamegraphWriter';
import { levelsFromCallTree } from './levels';
import { outlineOf } from './outline';

const bytesOf = (tree: CallTree) => new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree)));
const whole = (bytes: Uint8Array<ArrayBuffer>) => treeOfAnswer({ call: '', bytes, compared: false });

/** The nodes of a tree that are part of its outline, by call path and with their numbers: the slow way. */
function naiveOutline(tree: CallTree, finest: number): unknown[] {
  const paths: string[] = [];
  const followed: boolean[] = [];
  const nodes: unknown[] = [];
  for (let node = 0; node < tree.length; node++) {
    const parent = tree.parent[node];
    paths[node] = parent === NONE ? '' : `${paths[parent]}\0${nodeName(tree, node)}`;
    const isPart = tree.total[node] > 0 && (parent === NONE || followed[parent]);
    followed[node] = isPart && tree.total[node] >= finest * tree.total[0];
    if (isPart) {
      nodes.push([paths[node], tree.self[node], tree.total[node]]);
    }
  }
  return nodes;
}

const nodesOf = (tree: CallTree) => naiveOutline(tree, 0);
const finests = fc.constantFrom(0, 1 / 1024, 0.1, 0.5, 1);

describe('the outline of an answer', () => {
  it('has the nodes that can be seen, in order and with their own numbers', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          arbitraryStacks.map((stacks) => treeOf(...stacks)),
          arbitraryTwins
        ),
        finests,
        (tree, finest) => {
          const bytes = bytesOf(tree);
          const outline = outlineOf(bytes, finest);
          const expected = naiveOutline(whole(bytes), finest);
          expect(outline ? nodesOf(outline) : []).toEqual(expected);
          expect(outline?.isOutline ?? true).toBe(true);
        }
      )
    );
  });

  it.each([...RECORDED, '300k'])('is that of %s', (name) => {
    const bytes = bytesOf(name === '300k' ? generateTree(300_000) : recordedTree(name));
    const outline = outlineOf(bytes, 1 / 1024)!;
    expect(nodesOf(outline)).toEqual(naiveOutline(whole(bytes), 1 / 1024));
    expect(new Set(outline.function).size).toBe(outline.functions.names.length);
    const { parent, depth, subtreeEnd } = outline;
    for (let node = 1; node < outline.length; node++) {
      const up = parent[node];
      if (depth[node] !== depth[up] + 1 || subtreeEnd[node] > subtreeEnd[up] || subtreeEnd[node] <= node) {
        throw new Error(`row ${node}`);
      }
    }
  });

  it('goes as deep as the tree', () => {
    const bytes = bytesOf(deepTree(20_000));
    expect(pathsOf(outlineOf(bytes, 0)!).size).toBe(whole(bytes).length);
  });

  it('is none of a tree that has too many nodes to be seen, of a comparison, and of nothing', () => {
    expect(outlineOf(bytesOf(wideTree(200_001)), 0)).toBeUndefined();
    expect(outlineOf(bytesOf(treeOf([['main'], 3, 4])), 0)).toBeUndefined();
    expect(outlineOf(bytesOf(treeOf()), 0)).toBeUndefined();
    expect(outlineOf(new Uint8Array(), 0)).toBeUndefined();
  });

  it('never throws, whatever is missing or wrong', () => {
    const bytes = bytesOf(treeOf([['main', 'run'], 300], [['main', 'read'], 5]));
    for (let length = 0; length < bytes.length; length++) {
      expect(outlineOf(bytes.subarray(0, length), 0)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const broken = bytes.slice();
        broken[at] = byte;
        outlineOf(broken, 0);
      })
    );
  });
});
