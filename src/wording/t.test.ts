import i18next from 'i18next';
import { t, translateFor } from './t';

const NAMESPACE = 'hotpath-test';
const english = i18next.language;

beforeAll(() => {
  translateFor(NAMESPACE);
  i18next.addResourceBundle('ko-KR', NAMESPACE, {
    test: { 'share-ko': '{{name}}의 {{share}}', 'rows-ko_other': '{{count}}행' },
  });
});

afterEach(() => i18next.changeLanguage(english));

it('fills values into the default text, as they are and once', () => {
  const share = () => t('test.share', '{{share}} of {{name}}', { share: '12 %', name: '{{share}} <b> $t(x)' });
  expect(share()).toBe('12 % of {{share}} <b> $t(x)');
  expect(share()).toBe('12 % of {{share}} <b> $t(x)');
  expect(t('test.share', '{{share}} of {{name}}', { share: 1, name: 'b' })).toBe('1 of b');
});

it('leaves a place without a value as it is written', () => {
  expect(t('test.template', 'Use {{other}}, {{name}}', { name: 'a' })).toBe('Use {{other}}, a');
});

it('picks the form for a count', () => {
  const rows = (count: number) => t('test.rows', '{{count}} rows', { count, defaultValue_one: '{{count}} row' });
  expect([rows(1), rows(2), rows(1), rows(3)]).toEqual(['1 row', '2 rows', '1 row', '3 rows']);
});

it('reads the translations that were loaded under the id of the plugin', async () => {
  await i18next.changeLanguage('ko-KR');
  expect(t('test.rows-ko', '{{count}} rows', { count: 3, defaultValue_one: '{{count}} row' })).toBe('3행');
  expect(t('test.share-ko', '{{share}} of {{name}}', { share: '12 %', name: 'a' })).toBe('a의 12 %');
});
