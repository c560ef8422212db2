import { readBy, WORTH_A_WORKER, type TreeWork } from './treeWork';

/**
 * From how many nodes on a second worker is started for a second answer: smaller ones are read in a few milliseconds,
 * one after the other.
 */
const WORTH_A_SECOND = 131_072;

interface Beside {
  /** The same work, but for the first large answer, which the second worker reads. */
  readonly work: TreeWork;
  /** Nothing is to be read any more. */
  end(): void;
}

/**
 * Has a large answer read while the worker reads another one: two of a million nodes take as long as one. The second
 * worker starts once the first one runs, while the server works on answers of so many nodes, and ends as soon as it has
 * read one; where it does not run by then, `work` reads both.
 */
export function readingBeside(work: TreeWork, nodes: number): Beside {
  const line = work.line.another();
  let over = false;
  const end = () => {
    over = true;
    line.end();
  };
  if (nodes >= WORTH_A_SECOND) {
    void work.line.ready().then((ready) => ready && !over && line.ready());
  }
  return {
    work: {
      ...work,
      read: (answer) =>
        line.runs && answer.bytes.length >= WORTH_A_WORKER ? readBy(line, answer).finally(end) : work.read(answer),
    },
    end,
  };
}
