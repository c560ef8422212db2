import { CallTreeError } from '../../calltree/errors';
import type { ColumnsFor } from '../../calltree/rowColumns';
import { atOnce, type Steps } from '../../calltree/slices';
import type { CallTree } from '../../calltree/tree';
import type { FlameGraphAnswer } from '../api';
import { PyroscopeError } from '../errors';
import { readingResponse } from './flamegraph';
import { columnsOf, makingTree } from './flamegraphParts';
import type { LevelColumns } from './levelColumns';

/**
 * The levels of a flame graph as the server sent them.
 *
 * @throws PyroscopeError as `readFlameGraphResponse` does, with the call and its status.
 */
export function levelsOfAnswer(answer: FlameGraphAnswer): LevelColumns {
  return atOnce(ofCall(answer, readingLevels(answer)));
}

/**
 * The tree that an answer holds, with rests. An answer for which the server has no data is a root of total 0.
 * `columnsFor` gives columns of so many rows, all 0.
 *
 * @throws PyroscopeError as {@link levelsOfAnswer}; also where the levels are no tree.
 */
export function* readingAnswer(answer: FlameGraphAnswer, columnsFor?: ColumnsFor): Steps<CallTree> {
  return yield* ofCall(answer, readingTree(answer, columnsFor));
}

/** {@link readingAnswer} at once. */
export function treeOfAnswer(answer: FlameGraphAnswer, columnsFor?: ColumnsFor): CallTree {
  return atOnce(readingAnswer(answer, columnsFor));
}

function* readingLevels({ bytes, compared }: FlameGraphAnswer): Steps<LevelColumns> {
  return columnsOf(yield* readingResponse(bytes, compared));
}

function* readingTree({ bytes, compared }: FlameGraphAnswer, columnsFor?: ColumnsFor): Steps<CallTree> {
  return yield* makingTree(yield* readingResponse(bytes, compared), columnsFor);
}

/** An error in what was sent belongs to the call that sent it. */
function* ofCall<T>({ call }: FlameGraphAnswer, work: Steps<T>): Steps<T> {
  try {
    return yield* work;
  } catch (error) {
    if (error instanceof PyroscopeError) {
      throw new PyroscopeError(error.code, { call, status: 200, ...error.params }, { cause: error });
    }
    const inconsistent = error instanceof CallTreeError;
    throw new PyroscopeError(
      inconsistent ? 'not-pyroscope' : 'unknown',
      { call, message: String(error), ...(inconsistent && { what: 'inconsistent-flame-graph', status: 200 }) },
      { cause: error }
    );
  }
}
