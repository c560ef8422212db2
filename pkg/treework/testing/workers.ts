import { join } from 'node:path';
import { Worker as Thread } from 'node:worker_threads';
import type { NumberedQuestion, Reply } from '../protocol';
import type { WorkerLike } from '../startWorker';
import { TreeService } from '../treeService';

type Listener = (event: { data?: unknown }) => void;

/** A worker in this thread: what it is sent and what it answers is cloned, and handed over, as between threads. */
export class FakeWorker implements WorkerLike {
  readonly questions: NumberedQuestion[] = [];
  terminated = false;
  private readonly listeners = new Map<string, Listener[]>();
  private readonly service = new TreeService(8);

  constructor(private readonly behaviour: { starts?: boolean; answers?: boolean } = {}) {
    if (behaviour.starts !== false) {
      this.say('message', { data: { ready: true } satisfies Reply });
    }
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  postMessage(message: unknown, memory: ArrayBuffer[]): void {
    const question = structuredClone(message as NumberedQuestion, { transfer: memory });
    this.questions.push(question);
    if (question.ask === 'expect') {
      this.service.expect(question.nodes, () => true);
      return;
    }
    if (this.behaviour.answers !== false) {
      this.service.answer(question, (reply, memory) =>
        this.say('message', { data: structuredClone(reply, { transfer: memory }) })
      );
    }
  }

  terminate(): void {
    this.terminated = true;
  }

  fail(): void {
    this.say('error', {});
  }

  private say(type: string, event: { data?: unknown }): void {
    setTimeout(() => (this.listeners.get(type) ?? []).forEach((listener) => listener(event)));
  }
}

/** The worker's script in a thread of its own. */
export function threadWorker(): WorkerLike & { thread: Thread } {
  const thread = new Thread(join(__dirname, 'thread.mjs'));
  return {
    thread,
    postMessage: (message, memory) => thread.postMessage(message, memory),
    addEventListener: (type, listener) =>
      thread.on(type, (value: unknown) => listener(type === 'message' ? { data: value } : {})),
    terminate: () => void thread.terminate(),
  };
}
