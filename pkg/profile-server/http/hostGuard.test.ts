import { once } from 'node:events';
import { request } from 'node:http';
import { laptopLimits } from '../limits';
import { type ProfileServer, startProfileServer } from '../server';

let server: ProfileServer;
beforeAll(async () => {
  server = await startProfileServer({ limits: laptopLimits, allowedHosts: ['profiles', 'Grafana.Example:3000'] });
});
afterAll(() => server.close());

/** Node's own client: `fetch` sets Host and Origin itself. */
async function send(headers: Record<string, string>, path = '/ingest?name=a.cpu&from=1&until=2'): Promise<number> {
  const sent = request({ port: server.port, host: '127.0.0.1', path, method: 'POST', headers });
  sent.end('main;work 1\n');
  const [response] = (await once(sent, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
  response.resume();
  return response.statusCode;
}

const TEXT = { 'Content-Type': 'text/plain' };

it.each([
  'localhost',
  'LOCALHOST:4040',
  'localhost.',
  'app.localhost:1',
  '127.0.0.1',
  '127.9.9.9:80',
  '[::1]:4040',
  '[0:0:0:0:0:0:0:1]',
  'profiles:4040',
  'PROFILES',
  'grafana.example',
])('answers to the name %s', async (host) => {
  expect(await send({ ...TEXT, Host: host })).toBe(200);
});

it.each([
  'evil.example',
  'evil.example:4040',
  'localhost.evil.example',
  'notlocalhost',
  '127.0.0.1.evil.example',
  '192.168.1.5',
  '[::2]',
  'localhost@evil.example',
  'evil.example/localhost',
  'evil.example#localhost',
  '[::1',
])('does not answer to the name %j', async (host) => {
  expect(await send({ ...TEXT, Host: host })).toBe(403);
  expect(await send({ 'Content-Type': 'application/json', Host: host }, '/querier.v1.QuerierService/Series')).toBe(403);
});

it.each([
  'http://localhost:3000',
  'https://127.0.0.1',
  'http://[::1]:3000',
  'https://grafana.example',
  'http://profiles',
])('takes what a page of %s sends', async (origin) => {
  expect(await send({ ...TEXT, Origin: origin })).toBe(200);
});

it.each([
  'null',
  '',
  'https://evil.example',
  'http://localhost.evil.example',
  'http://evil.example:4040',
  'file://',
  'chrome-extension://localhost',
  'localhost',
  'https://localhost@evil.example',
])('takes nothing that a page of %j sends, of whatever type', async (origin) => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    expect(await send({ 'Content-Type': type, Origin: origin })).toBe(403);
  }
});
