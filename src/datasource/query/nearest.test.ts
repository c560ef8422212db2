import fc from 'fast-check';
import { nearest } from './nearest';

const SERVICES = ['api-gateway', 'api-gateway-steady', 'order-service', 'user-service', 'web-frontend', 'ingest'];

it.each<[string, string[]]>([
  ['ordr-service', ['order-service']],
  ['odrer-service', ['order-service']],
  ['orders-service', ['order-service']],
  ['Order_Service', ['order-service']],
  ['order service', ['order-service']],
  ['orderservice', ['order-service']],
  ['ordersvc', []],
  ['order', ['order-service']],
  ['frontend', ['web-frontend']],
  ['api-gatewya', ['api-gateway']],
  ['apigateway', ['api-gateway']],
  ['gateway', ['api-gateway', 'api-gateway-steady']],
  ['ingset', ['ingest']],
  ['nobody', []],
  ['teapot', []],
  ['xx', []],
  ['', []],
])('of “%s” is %j', (written, names) => {
  expect(nearest(written, SERVICES)).toEqual(names);
});

it('is the name itself first, and one with a letter less or two swapped', () => {
  const name = fc.stringMatching(/^[a-z]{3,8}-[a-z]{3,8}$/);
  fc.assert(
    fc.property(name, fc.array(name), fc.nat(), (one, others, at) => {
      expect(nearest(one, [...others, one])[0]?.replace(/-/g, '')).toBe(one.replace(/-/g, ''));
      const i = at % (one.length - 1);
      const swapped = one.slice(0, i) + one[i + 1] + one[i] + one.slice(i + 2);
      expect(nearest(one.slice(0, i) + one.slice(i + 1), [one])).toEqual([one]);
      expect(nearest(swapped, [one])).toEqual([one]);
    })
  );
});

it('is found among a thousand names at once', () => {
  const names = Array.from({ length: 1000 }, (_, at) => `team-${at % 40}-service-${at}`);
  expect(nearest('team-7-servcie-47', names)).toContain('team-7-service-47');
});
