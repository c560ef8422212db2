import { Blob as NodeBlob } from 'node:buffer';
import { blob } from 'node:stream/consumers';
import { CompressionStream as NodeCompressionStream } from 'node:stream/web';
import { gunzipSync } from 'node:zlib';
import { HiddenSum } from '../../../pkg/calltree/operations/hidden';
import { pathsOf, treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { findCallPath } from '../../../pkg/calltree/callPath';
import { readFolded } from '../../../pkg/formats/folded';
import { readPprof } from '../../../pkg/formats/pprof';
import type { ProfileMeta } from '../../frames/profileMeta';
import { createValueFormat } from '../valueFormat';
import { DEFAULT_VIEW } from '../view/viewState';
import { exportFile } from './exportFile';
import type { ExportSource } from './exportSource';
import { pathsText } from './pathsText';

// jsdom has no streams: Node's own stand in for the browser's.
Object.assign(globalThis, {
  Blob: NodeBlob,
  CompressionStream: NodeCompressionStream,
  Response: class {
    constructor(private readonly body: ReadableStream) {}
    blob = () => blob(this.body as never);
  },
});

const meta: ProfileMeta = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name="shop/order service"}',
  subject: { service: 'shop/order service', labels: [] },
  range: { from: Date.UTC(2026, 10, 28, 9), to: Date.UTC(2026, 10, 28, 10) },
};

const CPU: Stack[] = [
  [['main', 'serve', 'a', 'b', 'c', 'd', 'parse'], 50_000_000],
  [['main', 'serve', 'a', 'b', 'other'], 10_000_000],
  [['main', 'gc'], 40_000_000],
];

function source(stacks: Stack[], focus: string[] = [], about: Partial<ExportSource> = {}): ExportSource {
  const tree = treeOf(...stacks);
  const root = findCallPath(tree, focus);
  const hidden = new HiddenSum(tree);
  hidden.addRows(root, tree.subtreeEnd[root]);
  const unit = about.unit ?? 'ns';
  const { isState, snapshots } = about.meta ?? meta;
  return {
    scene: {
      tree,
      state: DEFAULT_VIEW,
      focus: root,
      format: createValueFormat({ config: { unit } }, { isState, snapshots, whole: tree.total[0] }),
    },
    title: { subject: 'order service · CPU time · Last hour', amount: '100 ms of CPU time', brief: '100 ms' },
    meta,
    shape: [],
    hidden: hidden.finish(),
    ...about,
    unit,
  };
}

async function bytesOf(format: Parameters<typeof exportFile>[0], of: ExportSource) {
  const { name, content } = await exportFile(format, of);
  return { name, bytes: Buffer.from(await content.arrayBuffer()) };
}

it('writes pprof that says what it is of', async () => {
  const { name, bytes } = await bytesOf('pprof', source(CPU));
  expect(name).toBe('shop-order-service-cpu-2026-11-28T10-00-00Z.pb.gz');
  const profile = readPprof(bytes);
  expect(profile.sampleTypes).toEqual([{ type: 'cpu', unit: 'nanoseconds' }]);
  expect(profile.periodType).toEqual({ type: 'cpu', unit: 'nanoseconds' });
  expect(profile).toMatchObject({ timeMs: meta.range.from, durationMs: 3_600_000 });
  expect(pathsOf(profile.callTree(0).tree)).toEqual(pathsOf(treeOf(...CPU)));
  const text = gunzipSync(bytes).toString('utf8');
  expect(text).toContain('order service · CPU time · Last hour: 100 ms of CPU time');
  expect(text).toContain('10 % of it is hidden in “other”');
});

it('writes a profile that another data source made', async () => {
  const { name, bytes } = await bytesOf('pprof', source(CPU, [], { meta: undefined, unit: 'bytes' }));
  expect(name).toBe('order-service.pb.gz');
  expect(readPprof(bytes).sampleTypes).toEqual([{ type: 'value', unit: 'bytes' }]);
});

it('writes both sides of a comparison', async () => {
  const { bytes } = await bytesOf('pprof', source([[['main'], 3, 5]]));
  const profile = readPprof(bytes);
  expect(profile.sampleTypes.map(({ type }) => type)).toEqual(['cpu_baseline', 'cpu_comparison']);
  expect([0, 1].map((side) => profile.callTree(side).tree.total[0])).toEqual([3, 5]);
  const { bytes: csv } = await bytesOf('csv', source([[['main'], 3, 5]]));
  expect(csv.toString('utf8').split('\r\n')[0]).toBe(
    'Function,"Self, baseline (nanoseconds)","Self, baseline (%)","Total, baseline (nanoseconds)","Total, baseline (%)",' +
      '"Self, comparison (nanoseconds)","Self, comparison (%)","Total, comparison (nanoseconds)","Total, comparison (%)"'
  );
});

it('says of each side of a comparison what is in focus and what is hidden', async () => {
  const of = source(
    [
      [['main', 'serve'], 20_000_000, 10_000_000],
      [['main', 'serve', 'other'], 0, 30_000_000],
      [['gc'], 60_000_000, 160_000_000],
    ],
    ['main', 'serve']
  );
  expect(await pathsText(of)).toContain(
    'Only stacks through “serve”: 25 % → 20 % of the profile\n0 % → 75 % of it is hidden in “other”'
  );
});

it('writes only what is in focus, with its callers', async () => {
  const { bytes } = await bytesOf('folded', source(CPU, ['main', 'serve']));
  expect(pathsOf(readFolded(bytes.toString('utf8')))).toEqual(pathsOf(treeOf(...CPU.slice(0, 2))));
});

it('writes the mean of a state, not the sum of its snapshots', async () => {
  const state = { ...meta, profileTypeId: 'memory:inuse_space:bytes:space:bytes', isState: true, snapshots: 4 };
  const of = source(
    [
      [['main'], 400],
      [['gc'], 40],
    ],
    [],
    { meta: state, unit: 'bytes' }
  );
  expect(readPprof((await bytesOf('pprof', of)).bytes).callTree(0).tree.total[0]).toBe(110);
  expect((await bytesOf('folded', of)).bytes.toString('utf8')).toBe('gc 10\nmain 100\n');
  expect((await bytesOf('csv', of)).bytes.toString('utf8')).toContain('main,100,90.9091,100,90.9091\r\n');
});

it('writes what was found out of a comparison into CSV, with its intervals', async () => {
  const of = source(
    [
      [['main', 'leak'], 30, 50],
      [['main', 'idle'], 60, 60],
    ],
    [],
    { unit: 'bytes' }
  );
  const judged = new Map([
    [
      'leak',
      {
        ...{ name: 'leak', judgement: 'certain' as const, baseline: 0.33, compared: 0.45 },
        ...{ change: 0.12, low: 0.1, high: 0.14, moved: true },
      },
    ],
  ]);
  const grown = new Map([
    ['leak', { name: 'leak', trend: 'rising' as const, held: 40, perHour: 20, low: 18.5, high: 21, laterHasMore: 1 }],
  ]);
  of.scene = { ...of.scene, judged, grown };
  const lines = (await bytesOf('csv', of)).bytes.toString('utf8').split('\r\n');
  expect(lines[0]).toContain(
    'Change is,Change (percentage points),"Change, 95 % low","Change, 95 % high",Over time,Growth (bytes per hour)'
  );
  expect(lines[1]).toMatch(/^leak,.*,"certain, moved",12,10,14,rising,20,18.5,21$/);
  expect(lines.find((line) => line.startsWith('idle'))).toMatch(/,,,,,,,,$/);
  // Of a group that is called as a function is, nothing was found out.
  const { tree } = of.scene;
  const functions = { ...tree.functions, isGroup: new Uint8Array(tree.functions.names.length).fill(1) };
  of.scene = { ...of.scene, tree: { ...tree, functions } };
  const ofGroups = (await bytesOf('csv', of)).bytes.toString('utf8').split('\r\n');
  expect(ofGroups.find((line) => line.startsWith('leak'))).toMatch(/,,,,,,,,$/);
});

it('writes names into CSV as text, whatever they begin with', async () => {
  const of = source([
    [['=HYPERLINK("x")'], 3],
    [['-[Shop open]'], 2],
    [['a,b\n'], 1],
  ]);
  expect((await bytesOf('csv', of)).bytes.toString('utf8').split('\r\n').slice(1, 4)).toEqual([
    `"'=HYPERLINK(""x"")",3,50,3,50`,
    `'-[Shop open],2,33.3333,2,33.3333`,
    '"a,b\n",1,16.6667,1,16.6667',
  ]);
});

it('tells the heaviest paths in a few lines', async () => {
  expect(await pathsText(source(CPU))).toBe(
    [
      'order service · CPU time · Last hour: 100 ms of CPU time',
      '10 % of it is hidden in “other”: the server returned only the biggest nodes',
      'Heaviest paths:',
      '50 % · 50 ms  main → (2 more) → b → c → d → parse',
      '40 % · 40 ms  main → gc',
    ].join('\n')
  );
  expect(await pathsText(source(CPU, ['main', 'gc']))).toContain('Only stacks through “gc”: 40 % of the profile');
});
