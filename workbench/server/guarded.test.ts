import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guarded } from './guarded';

const server = createServer(
  guarded(
    (_, res) => {
      res.end('{"message":"done"}');
    },
    ['workbench.example']
  )
);
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

async function post(headers: Record<string, string>): Promise<[status: number, message: string]> {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/datasources', headers });
  sent.end('{}');
  const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer> & { statusCode: number }];
  let text = '';
  for await (const part of response) {
    text += part.toString();
  }
  return [response.statusCode, (JSON.parse(text) as { message: string }).message];
}

it('lets its own pages and programs in', async () => {
  expect(await post({})).toEqual([200, 'done']);
  expect(await post({ Host: 'localhost:3000', Origin: 'http://localhost:3000' })).toEqual([200, 'done']);
  expect(await post({ Host: 'workbench.example', Origin: 'https://workbench.example' })).toEqual([200, 'done']);
});

it('keeps other pages out, by where they are from and by the name they call it', async () => {
  expect(await post({ Origin: 'https://evil.example' })).toEqual([
    403,
    'not for pages of another site: "https://evil.example". Started with --allow-host NAME this server answers those of NAME as well.',
  ]);
  expect((await post({ Origin: 'null' }))[0]).toBe(403);
  expect(await post({ Host: 'evil.example:3000' })).toEqual([
    403,
    'not a name of this server: "evil.example:3000". Started with --allow-host NAME it answers to NAME as well.',
  ]);
});
