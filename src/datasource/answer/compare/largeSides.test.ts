import { LoadingState } from '@grafana/data';
import { treeOf, wideTree } from '../../../../pkg/calltree/testing/trees';
import type { NumberedQuestion, Reply } from '../../../../pkg/treework/protocol';
import type { WorkerLike } from '../../../../pkg/treework/startWorker';
import { TreeService } from '../../../../pkg/treework/treeService';
import { createTreeWork, type TreeWork } from '../../../../pkg/treework/treeWork';
import { rememberedTree } from '../../../frames/frameTree';
import { compared, profile, server, VERSIONS } from '../../testing/comparedSides';
import { dataSource, frameOf, metaOf, packets, queryRequest, stacktracesSent } from '../../testing/fakeHost';

describe('two large sides', () => {
  const page = globalThis as unknown as Record<symbol, TreeWork | undefined>;
  const [key, second] = ['', 'second'].map((which) => Symbol.for(`hotpath tree work ${which}`));

  /** A worker in this thread, which memory need not be handed over to. */
  class OwnThread implements WorkerLike {
    readonly asked: string[] = [];
    private readonly service = new TreeService(8);
    private readonly target = new EventTarget();

    constructor(private readonly endsAt?: string) {
      this.say({ ready: true });
    }

    addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
      this.target.addEventListener(type, (event) => listener(event as MessageEvent));
    }

    postMessage(message: unknown): void {
      const question = message as NumberedQuestion;
      this.asked.push(question.ask);
      if (question.ask === this.endsAt) {
        this.target.dispatchEvent(new Event('error'));
      } else {
        this.service.answer(question, (reply) => this.say(reply));
      }
    }

    terminate(): void {}

    private say(data: Reply): void {
      setTimeout(() => this.target.dispatchEvent(new MessageEvent('message', { data })));
    }
  }

  afterEach(() => {
    Reflect.deleteProperty(page, key);
    Reflect.deleteProperty(page, second);
  });

  it.each([
    ['by the worker that read them', undefined, 2],
    ['here, asked once more, where it ended meanwhile', 'compare', 4],
  ])('are put together %s', async (_, endsAt, asked) => {
    const worker = new OwnThread(endsAt);
    page[key] = createTreeWork(() => worker);
    const large = wideTree(60_000);
    const sent = server(() => profile(large));
    const tree = rememberedTree(frameOf(await compared(VERSIONS)).fields)!;
    expect([tree.length, tree.total[0], tree.totalRight?.[0]]).toEqual([large.length, large.total[0], large.total[0]]);
    expect(stacktracesSent(sent)).toHaveLength(asked);
    expect(worker.asked).toEqual(['practise', 'expect', 'expect', 'read', 'read', 'compare']);
  });

  it.each([
    ['by a worker each, where they may be very large', undefined, 2],
    ['here, asked once more, where the second worker ended meanwhile', 'read', 3],
  ])('are read %s', async (_, endsAt, calls) => {
    const [first, other] = [new OwnThread(), new OwnThread(endsAt)];
    page[key] = createTreeWork(() => first);
    page[second] = createTreeWork(() => other);
    const large = wideTree(60_000);
    const sent = server(() => profile(large));
    const tree = rememberedTree(frameOf(await compared({ ...VERSIONS, maxNodes: 262_144 })).fields)!;
    expect([tree.length, tree.total[0], tree.totalRight?.[0]]).toEqual([large.length, large.total[0], large.total[0]]);
    expect(stacktracesSent(sent)).toHaveLength(calls);
    expect(first.asked).toEqual(['practise', 'expect', 'read', 'compare']);
    expect(other.asked).toEqual(['expect', 'read']);
  });

  it('are put together of whole trees, although one by itself is shown by its outline first', async () => {
    page[key] = createTreeWork(() => new OwnThread());
    const large = treeOf([['main', 'x'.repeat(5_000_000)], 99_999], [['main', 'y', 'z'], 1]);
    server(() => profile(large));
    const request = queryRequest([{ maxNodes: 65_536 }], { app: 'dashboard' });
    const [outline, whole, ...more] = await packets(dataSource(), request);
    const treeIn = (packet: typeof whole) => rememberedTree(frameOf(packet).fields)!;
    expect([outline.state, whole.state, more]).toEqual([LoadingState.Streaming, LoadingState.Done, []]);
    expect([metaOf(outline).isOutline, treeIn(outline).isOutline, treeIn(outline).length]).toEqual([true, true, 4]);
    expect([metaOf(whole).isOutline, treeIn(whole).isOutline, treeIn(whole).length]).toEqual([undefined, undefined, 5]);

    expect(rememberedTree(frameOf(await compared(VERSIONS)).fields)!.length).toBe(5);
    const spans = queryRequest([{ maxNodes: 65_536, spanSelector: ['00f067aa0ba902b7'] }], { app: 'dashboard' });
    expect((await packets(dataSource(), spans)).map((packet) => metaOf(packet).isOutline)).toEqual([undefined]);
  });
});
