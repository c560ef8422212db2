import { DataSourceStore, toPublic } from './dataSourceStore';
import { expand } from './provisioning';

const seed = { uid: 'a', name: 'A', type: 'x-datasource', isDefault: true, secureJsonData: { token: 's', empty: '' } };

it('tells that there is a secret, and never the secret', () => {
  const shown = toPublic(new DataSourceStore([seed]).get('a'));
  expect(shown.secureJsonFields).toEqual({ token: true });
  expect(JSON.stringify(shown)).not.toContain('"s"');
});

it('keeps secrets that an update does not name, and drops those it empties', () => {
  const store = new DataSourceStore([seed]);
  store.update('a', { url: 'http://new', secureJsonData: { password: 'p' } });
  expect(store.get('a')).toMatchObject({
    url: 'http://new',
    secureJsonData: { token: 's', password: 'p' },
    version: 2,
  });
  store.update('a', { secureJsonData: { token: '' } });
  expect(store.get('a').secureJsonData).toEqual({ password: 'p' });
});

it('has one default, the one chosen last', () => {
  const store = new DataSourceStore([seed]);
  const { uid } = store.add({ name: 'B', type: 'x-datasource', isDefault: true });
  expect(store.list().map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['A', false],
    ['B', true],
  ]);
  store.remove(uid);
  expect(store.list()).toHaveLength(1);
});

it('refuses a taken name, a stale version, what is not there, and changes to what config holds', () => {
  const store = new DataSourceStore([seed, { uid: 'r', name: 'R', type: 'x-datasource', editable: false }]);
  expect(() => store.add({ name: 'A', type: 'x-datasource' })).toThrow('same name');
  store.update('a', { url: 'http://one' });
  expect(() => store.update('a', { version: 1 })).toThrow('already been updated');
  expect(() => store.get('gone')).toThrow('not found');
  expect(() => store.update('r', { name: 'S' })).toThrow('read-only');
  expect(() => store.remove('r')).toThrow('read-only');
});

it('replaces variables of the environment wherever text stands', () => {
  const env = { URL: 'http://p:4040', A_1: 'x' };
  expect(
    expand({ url: '${URL}/a', list: ['$A_1', '$__env{URL}'], cost: '$$5', none: '${NONE}', on: true }, env)
  ).toEqual({
    url: 'http://p:4040/a',
    list: ['x', 'http://p:4040'],
    cost: '$5',
    none: '',
    on: true,
  });
});
