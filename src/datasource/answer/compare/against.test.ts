import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { againstOf } from './against';

const HOUR = 3_600_000;
const compared: MergeStacktracesRequest = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name="shop", namespace="prod", version="v2"}',
  start: 100 * HOUR,
  end: 101 * HOUR,
};

it.each<[change: Partial<MergeStacktracesRequest>, said: ReturnType<typeof againstOf>]>([
  [{}, undefined],
  [{ labelSelector: '{namespace="prod", version="v2", service_name="shop"}' }, undefined],
  [{ labelSelector: '{service_name="shop", namespace="prod", version="v1"}' }, { whom: 'v1' }],
  [{ labelSelector: '{service_name="shop", namespace="prod", version!="v2"}' }, { whom: 'version!=v2' }],
  [{ labelSelector: '{service_name="shop", namespace="test", version="v1"}' }, { whom: 'namespace=test · version=v1' }],
  [{ labelSelector: '{service_name="shop"}' }, { whom: 'shop' }],
  [{ labelSelector: '{service_name="api", version="v2"}' }, { whom: 'api · version=v2' }],
  [{ labelSelector: '{}' }, { whom: 'all services' }],
  [{ start: 99 * HOUR - 1, end: 100 * HOUR - 1 }, { when: '1 h earlier' }],
  [{ start: 268 * HOUR, end: 269 * HOUR }, { when: '7 d later' }],
  [{ start: 98 * HOUR }, { when: '1970-01-05 02:00:00 to 1970-01-05 05:00:00' }],
  [{ profileTypeId: 'wall:wall:nanoseconds:wall:nanoseconds' }, { what: 'Wall time' }],
])('says what is another than in the comparison: %j', (change, said) => {
  const against = againstOf({ ...compared, ...change }, compared);
  expect(against && JSON.parse(JSON.stringify(against))).toEqual(said);
});

it('says of spans, traces and profiles that they are others', () => {
  const when = (one: Partial<MergeStacktracesRequest>, two: Partial<MergeStacktracesRequest>) =>
    againstOf({ ...compared, ...one }, { ...compared, ...two })?.when;
  expect(when({ spanIds: ['a'] }, { spanIds: ['b'] })).toBe('another');
  expect(when({ traceIds: ['a', 'c'] }, { traceIds: ['b'] })).toBe('2 others');
  expect(when({ profileIds: ['a'] }, { profileIds: ['a'] })).toBeUndefined();
  expect(when({ spanIds: ['a'] }, { traceIds: ['b'] })).toBe('a');
  expect(when({}, { spanIds: ['b'] })).toBe('1970-01-05 04:00:00 to 1970-01-05 05:00:00');
});
