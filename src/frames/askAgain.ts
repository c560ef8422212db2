import type { DataFrame } from '@grafana/data';
import type { CallTree } from '../../pkg/calltree/tree';

/** A profile asked for once more, with more in it. */
export interface FinerProfile {
  tree: CallTree;
  /** The node limit that was asked for; absent: the server's default. */
  maxNodes?: number;
  /** The server did not heed the call path: the tree is of all stacks. */
  pathIgnored?: boolean;
}

/**
 * What a panel may ask the data source about a profile that it shows: the same question, with the same range, type and
 * selector. Each rejects with an `Error` whose message is a sentence for the user, or with the signal's reason.
 */
export interface AskAgain {
  /** With as many nodes as the server allows. `onProgress` gets a sentence where the answer comes in parts. */
  most(signal: AbortSignal, onProgress: (text: string) => void): Promise<FinerProfile>;
  /** Only the stacks that begin with these functions, root first, in as many nodes as before. */
  below(path: readonly string[], signal: AbortSignal): Promise<FinerProfile>;
}

const ASK_AGAIN = Symbol.for('hotpath ask again 1');

/**
 * Data source and panel are built apart, and Grafana hands a frame's arrays on as they are: what can be asked is written
 * on the values' array, as its tree is, where nobody who copies or compares arrays meets it. A frame whose values were
 * replaced, by a transformation or a snapshot, is no longer the answer to a question.
 */
export function rememberAskAgain(frame: DataFrame, again: AskAgain): void {
  Object.defineProperty(valuesOf(frame), ASK_AGAIN, { value: again, configurable: true });
}

export function askAgainOf(frame: DataFrame): AskAgain | undefined {
  return (valuesOf(frame) as { [ASK_AGAIN]?: AskAgain } | undefined)?.[ASK_AGAIN];
}

function valuesOf({ fields }: DataFrame): object | undefined {
  return fields.find(({ name }) => name === 'value')?.values;
}
