import type { ProfileMeta } from '../../../frames/profileMeta';
import { profileSubject } from './profileSubject';

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
