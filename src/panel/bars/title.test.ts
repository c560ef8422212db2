import { dateTime } from '@grafana/data';
import type { ComparisonMeta, ProfileMeta } from '../../frames/profileMeta';
import { createValueFormat } from '../valueFormat';
import { titleFits, describeProfile } from './title';

const format = createValueFormat({ config: { unit: 'ns' } });
const timeRange = {
  from: dateTime(1795399485000),
  to: dateTime(1795401285000),
  raw: { from: 'now-30m', to: 'now' },
};
const meta: ProfileMeta = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  profileTypeLabel: 'CPU time',
  labelSelector: '{version="v2", service_name="order-service", pod!~"a\\"b"}',
  subject: { service: 'order-service', labels: ['version=v2', 'pod!~a"b'] },
  cores: 0.020283333,
  range: { from: 1795399485000, to: 1795401285000 },
};
const describe_ = (change: Partial<Parameters<typeof describeProfile>[0]> = {}) =>
  describeProfile({
    meta,
    fallback: 'A',
    unit: 'ns',
    total: 36_510_000_000,
    format,
    timeRange,
    timeZone: 'utc',
    ...change,
  });

it('says of whom, what, when and how much', () => {
  expect(describe_()).toMatchObject({
    subject: 'order-service · version=v2 · pod!~a"b · CPU time · Last 30 minutes',
    amount: '36.5 s of CPU time (0.0203 cores)',
  });
});

it('says the times of an absolute range, however it is kept', () => {
  const { from, to } = timeRange;
  const said = /· 2026-11-23 02:04:45 to 2026-11-23 02:34:45$/;
  expect(describe_({ timeRange: { from, to, raw: { from, to } } }).subject).toMatch(said);
  const raw = { from: from.toISOString(), to: to.toISOString() };
  expect(describe_({ timeRange: { from, to, raw } }).subject).toMatch(said);
});

it('says what it can of a frame from elsewhere', () => {
  expect(describe_({ meta: undefined })).toMatchObject({
    subject: 'A · Time · Last 30 minutes',
    amount: '36.5 s of time',
  });
});

it('says the frame’s name where the data source does not say whose profile it is', () => {
  expect(describe_({ meta: { ...meta, subject: undefined } }).subject).toBe('A · CPU time · Last 30 minutes');
});

it.each([
  [{ profileIds: ['a'] }, 'one profile'],
  [{ profileIds: ['a', 'b'] }, '2 profiles'],
  [{ traceIds: ['a'] }, 'one trace'],
])('names %p instead of the range', (ids, text) => {
  const { subject } = describe_({ meta: { ...meta, ...ids } });
  expect(subject.endsWith(` · ${text}`)).toBe(true);
});

it('names spans instead of the range, and all services', () => {
  const spans = { ...meta, subject: { labels: [] }, cores: undefined, spanIds: ['a', 'b'] };
  expect(describe_({ meta: spans })).toMatchObject({
    subject: 'All services · CPU time · 2 spans',
    amount: '36.5 s of CPU time',
  });
});

it('gives both sides of a comparison', () => {
  expect(describe_({ totalRight: 18_000_000_000 }).amount).toBe('CPU time: baseline 36.5 s, comparison 18 s');
});

it('says what a comparison is compared with, and its own time', () => {
  const side = { ...meta, range: { from: meta.range.from - 3_600_000, to: meta.range.to - 3_600_000 } };
  const told = (comparison: Partial<ComparisonMeta>) =>
    describe_({ meta: { ...side, subject: { service: 'shop', labels: [] }, comparison: comparison as ComparisonMeta } })
      .subject;
  expect(told({ against: { whom: 'api' } })).toBe('shop vs api · CPU time · Last 30 minutes');
  expect(told({ against: { what: 'Wall time', when: '1 d earlier' }, ownTime: true })).toBe(
    'shop · CPU time vs Wall time · 2026-11-23 01:04:45 to 2026-11-23 01:34:45 vs 1 d earlier'
  );
});

it('says when the cores were used where only part of the range has profiles', () => {
  const part = { from: 1795399485000, to: 1795400085000 };
  expect(describe_({ meta: { ...meta, coresDuring: [part] } }).amount).toBe('36.5 s (0.0203 cores, 02:04–02:14)');
  const later = { from: 1795401000000, to: 1795401120000 };
  expect(describe_({ meta: { ...meta, coresDuring: [part, later] } }).amount).toBe(
    '36.5 s (0.0203 cores in 12 min with profiles)'
  );
});

it('says what was held of a state, or that its snapshots are added up', () => {
  const total = 236 * 90 * 2 ** 20;
  const state = { ...meta, profileTypeLabel: 'Memory in use', cores: undefined, isState: true };
  const of = (snapshots?: number) => {
    const bytes = createValueFormat({ config: { unit: 'bytes' } }, { isState: true, snapshots, whole: total });
    const { amount, brief } = describe_({ meta: { ...state, snapshots }, unit: 'bytes', total, format: bytes });
    return [amount, brief];
  };
  expect(of(118)).toEqual(['180 MiB of memory in use on average', '180 MiB']);
  expect(of()).toEqual(['Shares of memory in use · sum of all snapshots: 20.7 GiB', 'sum of all snapshots: 20.7 GiB']);
});

it('knows what can be read whole beside the toolbar of Explore', () => {
  const subject = 'order-service · CPU time · Last 1 hour';
  expect(titleFits(subject, '21.4 s', 385)).toBe(true);
  expect(titleFits(subject, '21.4 s of CPU time (0.0203 cores)', 385)).toBe(false);
  expect(titleFits('주문 서비스 CPU 시간', '21.4초', 150)).toBe(false);
});
