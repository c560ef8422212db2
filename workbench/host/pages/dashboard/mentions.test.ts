import { inOrder, mentions } from './mentions';

it.each(['{a="$service"}', '{a=~"${service:regex}"}', '[[service]]', '${service.text}'])(
  'finds a name in %s',
  (query) => {
    expect(mentions({ query }, 'service')).toBe(true);
  }
);

it('tells names apart that begin alike, and reads no stored choice', () => {
  expect(mentions({ query: '{a="$service_name"}' }, 'service')).toBe(false);
  expect(mentions({ query: 'x', current: { value: '$service' }, options: [{ value: '$service' }] }, 'service')).toBe(
    false
  );
});

it('asks a variable after those it mentions, and ends on circles', () => {
  const version = { name: 'version', type: 'query', query: '$service' };
  const service = { name: 'service', type: 'query', query: 'x' };
  expect(inOrder([version, service]).map(({ name }) => name)).toEqual(['service', 'version']);
  const a = { name: 'a', type: 'query', query: '$b' };
  const b = { name: 'b', type: 'query', query: '$a' };
  expect(inOrder([a, b])).toHaveLength(2);
});
