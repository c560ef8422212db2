import { Session, type Profiler } from 'node:inspector';
import { promisify } from 'node:util';
import {
  Function as PprofFunction,
  Label,
  Line,
  Location,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';

/** How often V8 looks at the stack. */
const PERIOD_MICROSECONDS = 1000;
const NANOSECONDS = 1000;

/** What a profiler's OpenTelemetry integration marks samples with. Ids are hexadecimal. */
export interface SpanMark {
  spanId: string;
  traceId: string;
  spanName: string;
}

/** How often each stack was seen while a span ran: functions from the root, separated by line ends. */
export interface SpanSamples extends SpanMark {
  stacks: Map<string, number>;
}

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
    await this.post('Profiler.setSamplingInterval', { interval: PERIOD_MICROSECONDS });
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

/** A pprof file of CPU time in which each sample carries the labels of its span. */
export function pprofOf(spans: readonly SpanSamples[], timeMs: number): Uint8Array {
  const strings = new StringTable();
  const functions = new Map<string, number>();
  const locationOf = (name: string) => {
    const known = functions.get(name) ?? functions.size + 1;
    functions.set(name, known);
    return known;
  };
  const label = (key: string, text: string) => new Label({ key: strings.dedup(key), str: strings.dedup(text) });
  const sample = spans.flatMap(({ spanId, traceId, spanName, stacks }) =>
    [...stacks].map(
      ([stack, count]) =>
        new Sample({
          // pprof begins at the leaf.
          locationId: stack.split('\n').map(locationOf).reverse(),
          value: [count * PERIOD_MICROSECONDS * NANOSECONDS],
          label: [label('span_id', spanId), label('trace_id', traceId), label('span_name', spanName)],
        })
    )
  );
  const cpu = new ValueType({ type: strings.dedup('cpu'), unit: strings.dedup('nanoseconds') });
  return new Profile({
    sampleType: [cpu],
    periodType: cpu,
    period: PERIOD_MICROSECONDS * NANOSECONDS,
    timeNanos: BigInt(timeMs) * BigInt(1_000_000),
    sample,
    location: [...functions.values()].map((id) => new Location({ id, line: [new Line({ functionId: id, line: 1 })] })),
    function: [...functions].map(([name, id]) => new PprofFunction({ id, name: strings.dedup(name) })),
    stringTable: strings,
  }).encode();
}
