import type { NumberedQuestion, Reply } from './protocol';
import { TreeService } from './treeService';
import { warmUp, warmUpComparing } from './warmUp';

/** The script of the worker. It is built into one file, for nothing tells it where a second one would be. */
interface Scope {
  navigator?: { hardwareConcurrency?: number };
  onmessage: ((event: { data: NumberedQuestion }) => void) | null;
  postMessage(reply: Reply, memory: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as Scope;
const service = new TreeService(scope.navigator?.hardwareConcurrency ?? 1);
let asked = 0;
let practised = false;

scope.onmessage = ({ data }) => {
  const before = asked;
  const isIdle = () => asked === before;
  if (data.ask === 'expect') {
    service.expect(data.nodes, isIdle);
    return;
  }
  if (data.ask === 'practise') {
    if (!practised) {
      warmUpComparing(isIdle);
    }
    practised = true;
    return;
  }
  asked++;
  service.answer(data, (reply, memory) => scope.postMessage(reply, memory));
};
scope.postMessage({ ready: true }, []);
warmUp(() => asked === 0);
