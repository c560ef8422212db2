import type { NumberedQuestion, Reply } from './protocol';
import { TreeService } from './treeService';

/** The script of the worker. It is built into one file, for nothing tells it where a second one would be. */
interface Scope {
  onmessage: ((event: { data: NumberedQuestion }) => void) | null;
  postMessage(reply: Reply, memory: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as Scope;
const service = new TreeService();

scope.onmessage = ({ data }) => {
  const { reply, memory } = service.answer(data);
  scope.postMessage(reply, memory);
};
scope.postMessage({ ready: true }, []);
