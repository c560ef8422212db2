import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { firstValueFrom, lastValueFrom } from 'rxjs';
import { WorkbenchBackendSrv } from './backendSrv';

let server: Server;
let data: string;
let answer: (req: IncomingMessage, res: ServerResponse, body: Buffer) => unknown;
let seen: Array<{ headers: IncomingHttpHeaders; body: Buffer; url?: string }>;
let told: string[];
let srv: WorkbenchBackendSrv;

beforeEach(async () => {
  seen = [];
  told = [];
  answer = (_req, res) => res.end('{"a":1}');
  server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    seen.push({ headers: req.headers, body, url: req.url });
    answer(req, res, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  data = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/datasources/proxy/uid/x`;
  srv = new WorkbenchBackendSrv({ success: (text) => told.push(text), error: (text) => told.push(text) });
});

/** Waits as long as a busy machine needs; the test's own limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('sends a Blob as it is and reads bytes', async () => {
  answer = (_req, res, body) => res.end(body);
  const bytes = new Uint8Array([8, 1, 200, 255]);
  const response = await firstValueFrom(
    srv.fetch<ArrayBuffer>({
      url: data,
      method: 'POST',
      data: new Blob([bytes]),
      headers: { 'content-type': 'application/proto' },
      responseType: 'arraybuffer',
    })
  );
  expect([...new Uint8Array(response.data)]).toEqual([...bytes]);
  expect(seen[0].headers).toMatchObject({ 'content-type': 'application/proto', 'x-grafana-org-id': '1' });
});

it('writes objects as JSON, or as a form when the content type is not JSON', async () => {
  await srv.post(data, { b: [1] });
  await srv.post(data, { b: 1 }, { headers: { 'content-type': 'application/proto' } });
  expect(seen.map(({ body }) => body.toString())).toEqual(['{"b":[1]}', 'b=1']);
});

it('adds parameters to the address and parses JSON without being told', async () => {
  expect(await srv.get(`${data}?x=1`, { y: [2, 3], z: undefined })).toEqual({ a: 1 });
  expect(seen[0].url).toMatch(/\?x=1&y=2&y=3$/);
});

it('throws an error with the bytes of the body when bytes were asked for', async () => {
  answer = (_req, res) => {
    res.writeHead(404);
    res.end('{"code":"not_found"}');
  };
  const error = await lastValueFrom(srv.fetch({ url: data, responseType: 'arraybuffer' })).catch((e) => e);
  expect(error).toMatchObject({ status: 404, statusText: 'Not Found', config: { url: data } });
  expect(Buffer.from(error.data).toString()).toBe('{"code":"not_found"}');
});

it('puts a text body of an error under message', async () => {
  answer = (_req, res) => {
    res.writeHead(400);
    res.end('Authentication to data source failed');
  };
  await expect(srv.get(data)).rejects.toMatchObject({
    status: 400,
    data: { message: 'Authentication to data source failed' },
  });
});

it('passes on what fetch rejected with where no answer comes', async () => {
  const options = { showErrorAlert: false };
  await expect(srv.get('http://127.0.0.1:1/x', undefined, undefined, options)).rejects.toMatchObject({
    name: 'TypeError',
    data: { message: 'Unexpected error' },
  });
});

it('cancels the request before it that has the same id', async () => {
  answer = (req, res) => !req.url!.endsWith('slow') && res.end('{}');
  const slow = lastValueFrom(srv.fetch({ url: `${data}/slow`, requestId: 'q' }));
  const outcome = expect(slow).rejects.toMatchObject({ cancelled: true, status: -1 });
  await until(() => seen.length === 1);
  await srv.get(`${data}/fast`, undefined, 'q');
  await outcome;
});

it('cancels by signal, and by leaving', async () => {
  const closed: string[] = [];
  answer = (req, res) => res.on('close', () => closed.push(req.url!.slice(-1)));
  const controller = new AbortController();
  const bySignal = expect(
    lastValueFrom(srv.fetch({ url: `${data}/1`, abortSignal: controller.signal }))
  ).rejects.toMatchObject({ cancelled: true });
  const left = srv.fetch({ url: `${data}/2` }).subscribe();
  await until(() => seen.length === 2);
  controller.abort();
  left.unsubscribe();
  await bySignal;
  await until(() => closed.length === 2);
  expect(closed.sort()).toEqual(['1', '2']);
});

it('has at most five requests for data in flight, and goes on when one ends or leaves the line', async () => {
  const open: ServerResponse[] = [];
  answer = (_req, res) => open.push(res);
  const subscriptions = Array.from({ length: 8 }, (_, i) => srv.fetch({ url: `${data}/${i}` }).subscribe());
  await until(() => open.length >= 5);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(seen).toHaveLength(5);
  subscriptions[5].unsubscribe();
  open[0].end('{}');
  await until(() => seen.length >= 6);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(seen).toHaveLength(6);
  expect(seen[5].url).toMatch(/\/6$/);
  subscriptions.forEach((subscription) => subscription.unsubscribe());
});

it('shows a message for the API, and none for a data source', async () => {
  answer = (_req, res) => {
    res.writeHead(500);
    res.end('{"message":"broken"}');
  };
  await srv.get(data).catch(() => {});
  await srv.get(data.replace('/proxy', '')).catch(() => {});
  await until(() => told.length > 0);
  expect(told).toEqual(['broken']);
});
