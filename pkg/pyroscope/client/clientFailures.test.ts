import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { create, toBinary } from '@bufbuild/protobuf';
import { createPyroscopeClient } from './client';
import { CPU, RANGE, rejection, serverOf, stacktraces, type Ask, type Given } from './client.testing';
import { PyroscopeError } from '../errors';
import { readFlameGraphResponse } from '../flamegraph/flamegraph';
import { LabelNamesResponseSchema } from '../gen/types/v1/types_pb';
import { recorded } from '../recordings.testing';

describe('failures', () => {
  const failing = (reason: unknown) => createPyroscopeClient({ fetch: () => Promise.reject(reason), baseUrl: '/base' });

  it('is unreachable when no answer comes', async () => {
    expect(await rejection(failing(new TypeError('Failed to fetch')), stacktraces)).toMatchObject({
      code: 'unreachable',
      params: { call: 'SelectMergeStacktraces', message: 'Failed to fetch' },
    });
    expect((await rejection(failing('odd'), (client) => client.buildInfo())).code).toBe('unreachable');
  });

  it('has no URL', async () => {
    const { client, sent } = serverOf({}, ' / ');
    expect((await rejection(client, stacktraces)).code).toBe('no-url');
    expect((await rejection(client, (asked) => asked.buildInfo())).code).toBe('no-url');
    expect(sent).toEqual([]);
  });

  it('is what fetch says it is', async () => {
    expect(await rejection(failing(new PyroscopeError('no-url')), stacktraces)).toMatchObject({
      code: 'no-url',
      params: { call: 'SelectMergeStacktraces' },
    });
  });

  it('is cancelled when the asker goes away, before the answer or in the middle of it', async () => {
    expect((await rejection(failing(new DOMException('aborted', 'AbortError')), stacktraces)).code).toBe('cancelled');
    const controller = new AbortController();
    const client = createPyroscopeClient({
      baseUrl: '/base',
      fetch: async () => ({
        status: 200,
        headers: { get: () => null },
        arrayBuffer: () => {
          controller.abort();
          return Promise.reject(new TypeError('terminated'));
        },
      }),
    });
    const error = await rejection(client, (asked) => asked.labelNames(RANGE, { signal: controller.signal }));
    expect(error.code).toBe('cancelled');
  });

  it('is cut when the connection breaks in the middle of the answer', async () => {
    const client = createPyroscopeClient({
      baseUrl: '/base',
      fetch: async () => ({
        status: 200,
        headers: { get: () => null },
        arrayBuffer: () => Promise.reject(new TypeError('terminated')),
      }),
    });
    expect((await rejection(client, stacktraces)).code).toBe('cut-answer');
  });

  it.each<[string, Ask, string]>([
    ['v2-stacktraces-go-cpu-flamegraph-64', stacktraces, 'cut-answer'],
    [
      'v2-merge-profile-node-wall',
      (client) => client.selectMergeProfile({ ...RANGE, profileTypeId: CPU, labelSelector: '{}' }),
      'cut-answer',
    ],
    ['v2-label-names-utf8', (client) => client.labelNames(RANGE), 'cut-answer'],
    ['v2-profile-types', (client) => client.profileTypes(RANGE), 'cut-answer'],
    ['v2-series-fast-path', (client) => client.series(RANGE), 'cut-answer'],
  ])('%s: an answer shorter than it was announced is refused wherever it is cut', async (name, ask, code) => {
    const whole = recorded(`${name}.response.bin`);
    const headers = { 'content-type': 'application/proto', 'content-length': String(whole.length) };
    const step = Math.ceil(whole.length / 200);
    for (let length = 1; length < whole.length; length += step) {
      const { client } = serverOf({ headers, body: whole.slice(0, length) });
      expect((await rejection(client, ask)).code).toBe(code);
    }
    await ask(serverOf({ headers, body: whole }).client);
  });

  it('of a list without announced length, a cut inside an entry is found', async () => {
    const whole = toBinary(LabelNamesResponseSchema, create(LabelNamesResponseSchema, { names: ['first', 'second'] }));
    for (const length of [1, 3, 6, 8, whole.length - 1]) {
      const { client } = serverOf({ body: whole.slice(0, length) });
      expect((await rejection(client, (asked) => asked.labelNames(RANGE))).code).toBe('cut-answer');
    }
  });

  it.each<[string, Given, string, object?]>([
    [
      'an error of Pyroscope',
      {
        status: 401,
        headers: { 'content-type': 'application/json' },
        body: '{"code":"unauthenticated","message":"no org id"}',
      },
      'missing-tenant',
    ],
    ['a sign-in page', { headers: { 'content-type': 'text/html' }, body: '<html>' }, 'not-pyroscope', { what: 'html' }],
    ['a page without a type', { headers: {}, body: '<html>' }, 'not-pyroscope', { what: 'html' }],
    ['nothing of no type', { headers: {} }, 'empty-answer'],
    [
      'JSON of another service',
      { headers: { 'content-type': 'application/json' }, body: '{"ok":true}' },
      'not-pyroscope',
      { what: 'json' },
    ],
    [
      'bytes that are no message',
      { body: Uint8Array.of(0x0a, 2, 0x0f, 0x0f, 0x1f) },
      'not-pyroscope',
      { what: 'malformed-message' },
    ],
    ['a status of success that is not one', { status: 204 }, 'empty-answer'],
  ])('%s', async (_, answer, code, params = {}) => {
    const error = await rejection(serverOf(answer).client, stacktraces);
    expect(error).toMatchObject({ code, params: { call: 'SelectMergeStacktraces', ...params } });
  });

  it('reads an answer whose type was lost or renamed on the way', async () => {
    const body = recorded('v2-stacktraces-go-cpu-flamegraph-64.response.bin');
    for (const type of ['application/octet-stream', 'application/x-protobuf', 'Application/Proto; q=1', '']) {
      await stacktraces(serverOf({ headers: { 'content-type': type }, body }).client);
    }
  });
});

describe('over the global fetch', () => {
  const body = recorded('v2-stacktraces-java-cpu-flamegraph.response.bin');
  const proto = { 'Content-Type': 'application/proto' };

  /** Runs `act` with a client of a server on loopback. */
  async function withServer(listener: RequestListener, act: (url: string) => Promise<void>): Promise<void> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it('reads an answer that comes compressed', async () => {
    const compressed = gzipSync(body);
    const listener: RequestListener = (request, response) => {
      const { method, headers } = request;
      const good =
        method === 'POST' && headers['content-type'] === 'application/proto' && Number(headers['content-length']) > 0;
      response.writeHead(good ? 200 : 400, {
        ...proto,
        'Content-Encoding': 'gzip',
        'Content-Length': compressed.length,
      });
      response.end(compressed);
    };
    await withServer(listener, async (baseUrl) => {
      expect(await stacktraces(createPyroscopeClient({ fetch, baseUrl }))).toEqual(readFlameGraphResponse(body));
    });
  });

  it.each([
    ['announced', { 'Content-Length': body.length }],
    ['in chunks', {}],
  ])('finds an answer whose connection breaks, %s', async (_, headers) => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(200, { ...proto, ...headers });
      response.write(body.subarray(0, body.length / 2), () => setTimeout(() => response.destroy(), 50));
    };
    await withServer(listener, async (baseUrl) => {
      expect((await rejection(createPyroscopeClient({ fetch, baseUrl }), stacktraces)).code).toBe('cut-answer');
    });
  });

  it('is cancelled by its signal', async () => {
    const controller = new AbortController();
    await withServer(
      () => controller.abort(),
      async (baseUrl) => {
        const ask: Ask = (client) => client.profileTypes(RANGE, { signal: controller.signal });
        expect((await rejection(createPyroscopeClient({ fetch, baseUrl }), ask)).code).toBe('cancelled');
      }
    );
  });

  it('is unreachable once the server is gone', async () => {
    let gone = '';
    await withServer(
      () => undefined,
      async (baseUrl) => {
        gone = baseUrl;
      }
    );
    expect((await rejection(createPyroscopeClient({ fetch, baseUrl: gone }), stacktraces)).code).toBe('unreachable');
  });
});
