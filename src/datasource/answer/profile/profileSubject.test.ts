import type { ProfileMeta } from '../../../frames/profileMeta';
import { coresUsed, profileSubject } from './profileSubject';

it.each<[string, ProfileMeta['subject']]>([
  ['{service_name="shop"}', { service: 'shop', labels: [] }],
  ['{version="v2", service_name="shop", pod!~"a\\"b"}', { service: 'shop', labels: ['version=v2', 'pod!~a"b'] }],
  ['{service_name=~"shop|till", "otel.scope"="x"}', { service: 'shop|till', labels: ['otel.scope=x'] }],
  ['{service_name!="shop"}', { labels: ['service_name!=shop'] }],
  ['{service_name="a", service_name="b"}', { service: 'a', labels: ['service_name=b'] }],
  ['{service_name=~".*", pod=~".+"}', { labels: [] }],
  ['{}', { labels: [] }],
  ['{service_name=', undefined],
])('%s is about %j', (selector, subject) => {
  expect(profileSubject(selector)).toEqual(subject);
});

const meta: ProfileMeta = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{}',
  range: { from: 1795399485000, to: 1795401285000 },
};

it('divides CPU time by the time of the range', () => {
  expect(coresUsed(meta, 36_510_000_000)).toBeCloseTo(0.0203, 4);
});

it.each<Partial<ProfileMeta>>([
  { profileTypeId: 'memory:alloc_space:bytes:space:bytes' },
  { spanIds: ['a'] },
  { traceIds: ['a'] },
  { profileIds: ['a'] },
  { range: { from: 5, to: 5 } },
])('says no cores of %j', (change) => {
  expect(coresUsed({ ...meta, ...change }, 1e9)).toBeUndefined();
});

it('says no cores of nothing', () => {
  expect(coresUsed(meta, 0)).toBeUndefined();
});
