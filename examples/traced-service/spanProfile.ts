import { Session, type Profiler } from 'node:inspector';
import { promisify } from 'node:util';
import type { SpanMark, SpanSamples } from './markedPprof';

/** How often V8 looks at the stack, and so what one sample stands for. */
export const SAMPLE_MICROSECONDS = 1000;

/** V8's CPU profiler around pieces of work. One piece runs at a time, so that what is seen in it is its own. */
export class SpanProfiler {
  private readonly session = new Session();
  private readonly post: (method: string, params?: object) => Promise<unknown>;

  constructor() {
    this.session.connect();
    this.post = promisify(this.session.post.bind(this.session)) as typeof this.post;
  }

  async start(): Promise<void> {
    await this.post('Profiler.enable');
    await this.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  }

  /** What ran in `work`. */
  async profile(mark: SpanMark, work: () => void): Promise<SpanSamples> {
    await this.post('Profiler.start');
    work();
    const { profile } = (await this.post('Profiler.stop')) as { profile: Profiler.Profile };
    return { ...mark, stacks: stacksOf(profile) };
  }

  close(): void {
    this.session.disconnect();
  }
}

/** Of V8 itself, which is nobody's function. */
const NOT_WORK = new Set(['(root)', '(idle)', '(program)']);

function stacksOf({ nodes, samples = [] }: Profiler.Profile): Map<string, number> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stacks = new Map<string, number>();
  for (const sample of samples) {
    const names: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const name = byId.get(id)!.callFrame.functionName || '(anonymous)';
      if (!NOT_WORK.has(name)) {
        names.unshift(name);
      }
    }
    if (names.length > 0) {
      const key = names.join('\n');
      stacks.set(key, (stacks.get(key) ?? 0) + 1);
    }
  }
  return stacks;
}
