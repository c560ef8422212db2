import { inSlices } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import type { FlameGraphAnswer } from '../pyroscope/api';
import { readingAnswer } from '../pyroscope/flamegraph/answer';
import type { ProfileSum } from './profileSum';
import type { WorkerLike } from './startWorker';
import { WorkerLine, type Patience } from './workerLine';

/**
 * What is done with answers that hold flame graphs. Their bytes are handed over to a worker and come back as columns;
 * where none starts it is done here, in slices. Everything rejects with a `PyroscopeError` of the answer, or with
 * `WorkLost`, after which the answer is gone, and work that is asked for anew is done here.
 */
export interface TreeWork {
  /** Starts the worker where an answer of so many nodes is worth one: it is ready when the answer comes. */
  prepare(nodes: number): void;
  /** The same where that answer is read as a whole: its columns are made while the server works. */
  expect(nodes: number): void;
  /**
   * The tree that an answer holds. The answer's bytes are gone afterwards. Of a very large one `showOutline` gets what
   * can be shown before it.
   */
  read(answer: FlameGraphAnswer, showOutline?: (outline: CallTree) => void): Promise<CallTree>;
  sum(): ProfileSum;
  /** The way to the worker, for work whose code comes later. */
  readonly line: WorkerLine;
}

/**
 * From how many bytes on an answer goes to the worker: where it runs, and where it has to start first. Milliseconds to
 * the tree, in Chromium on two busy cores, on a page that has read nothing yet and on one that has:
 *
 *              here, at first   here, later   worker runs   worker starts
 *     61 kB          26 - 36        7 - 13        5 - 10        98 - 105
 *    124 kB          52 - 74       14 - 23        7 - 11       107 - 118
 *    511 kB         123 - 134      17 - 67       41 - 52       137 - 213
 *   2046 kB         181 - 227      66 - 115      64 - 108      318 - 333
 *
 * So one that runs is sooner with all but the smallest. One that starts is never sooner, but from about 0.1 s of work
 * on the page is better off without it, and it mostly starts while the server works.
 */
const WORTH_THE_WAY = 100_000;
export const WORTH_A_WORKER = 400_000;
/** The tree of so many bytes takes 0.1 s and more, its outline a third of that. */
const WORTH_AN_OUTLINE = 5_000_000;
/** Of a node in an answer, in bytes: gap, total, self and name, and its part of the names. */
const BYTES_PER_NODE = 13;

const PATIENCE: Patience = { startMs: 2000, silenceMs: 60_000 };

/** `start` starts the worker or throws; it is called once, when there is first work for it. */
export function createTreeWork(start: () => WorkerLike, patience = PATIENCE): TreeWork {
  const line = new WorkerLine(start, patience);
  return {
    prepare: (nodes) => {
      if (isWorthAWorker(nodes)) {
        void line.ready();
      }
    },
    expect: (nodes) => {
      if (isWorthAWorker(nodes)) {
        void line.ready().then((ready) => ready && line.tell({ ask: 'expect', nodes }));
      }
    },
    read: async (answer, showOutline) => {
      const worth = line.runs ? WORTH_THE_WAY : WORTH_A_WORKER;
      const { buffer, length } = answer.bytes;
      if (length >= worth && (await line.ready())) {
        const outlined = length >= WORTH_AN_OUTLINE && showOutline !== undefined;
        return treeOf(await line.ask({ ask: 'read', answer, outlined }, [buffer], showOutline));
      }
      if (line.runs) {
        line.tell({ ask: 'expect', nodes: 0 });
      }
      return inSlices(readingAnswer(answer));
    },
    sum: () => sumOf(line),
    line,
  };
}

/** Whether an answer of so many nodes is. */
export function isWorthAWorker(nodes: number): boolean {
  return nodes * BYTES_PER_NODE >= WORTH_A_WORKER;
}

let sums = 0;

/** It is added up where the first piece goes, for there the sum is. */
function sumOf(line: WorkerLine): ProfileSum {
  let place: Promise<ProfileSum> | undefined;
  const there = () => (place ??= line.ready().then((ready) => (ready ? sumInWorker(line) : sumHere())));
  return {
    add: async (answer) => (await there()).add(answer),
    tree: async (maxNodes) => (await there()).tree(maxNodes),
    drop: () => void place?.then((sum) => sum.drop()),
  };
}

function sumInWorker(line: WorkerLine): ProfileSum {
  const sum = ++sums;
  return {
    add: async (answer) => void (await line.ask({ ask: 'add', sum, answer }, [answer.bytes.buffer])),
    tree: async (maxNodes) => treeOf(await line.ask({ ask: 'sum', sum, maxNodes })),
    drop: () => line.tell({ ask: 'drop', sum }),
  };
}

/** Few ranges are so long, and most have a worker, so its code is fetched when it is needed. */
async function sumHere(): Promise<ProfileSum> {
  return (await import('./sumOnPage')).sumOnPage();
}

export function treeOf(tree: CallTree | undefined): CallTree {
  if (!tree) {
    throw new Error('the worker answered without a tree');
  }
  return tree;
}
