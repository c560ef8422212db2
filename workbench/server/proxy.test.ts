import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type ProxyTarget, joinUrlFragments, parseTargetUrl, proxyRequest } from './proxy';
import type { PluginRoute } from './proxyRoutes';

interface Seen {
  method?: string;
  url?: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

const servers: http.Server[] = [];

async function listen(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    })
  );
});

/** An upstream that remembers what it got. */
async function upstream(answer: (seen: Seen, res: http.ServerResponse) => void = (_seen, res) => res.end('ok')) {
  const seen: Seen[] = [];
  const url = await listen(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    const one = { method: req.method, url: req.url, headers: req.headers, body: Buffer.concat(chunks) };
    seen.push(one);
    answer(one, res);
  });
  return { url, seen };
}

/** A proxy for one data source; paths are those behind /api/datasources/proxy/uid/x/. */
async function proxyTo(target: Partial<ProxyTarget>, routes: PluginRoute[] = [], defaultTimeoutMs?: number) {
  return listen((req, res) => {
    const url = new URL(req.url!, 'http://localhost');
    proxyRequest(req, res, {
      target: { url: '', jsonData: {}, secureJsonData: {}, ...target },
      routes,
      path: url.pathname.slice(1),
      search: url.search,
      defaultTimeoutMs,
    });
  });
}

describe('what reaches the data source', () => {
  it('is the path joined to its URL, with query, method, body and the headers that describe them', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url: `${url}/base/` });
    const bytes = new Uint8Array([0, 255, 10, 128]);
    await fetch(`${proxy}/querier.v1.QuerierService/ProfileTypes?a=b%20c&a=d`, {
      method: 'POST',
      body: bytes,
      headers: { 'content-type': 'application/proto', 'connect-protocol-version': '1' },
    });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/base/querier.v1.QuerierService/ProfileTypes?a=b%20c&a=d',
      headers: { 'content-type': 'application/proto', 'connect-protocol-version': '1', host: new URL(url).host },
    });
    expect([...seen[0].body]).toEqual([...bytes]);
  });

  it('carries no cookies, origin, referer or authorization of the browser', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url });
    await request(proxy, {
      cookie: 'grafana_session=1; kept=2',
      origin: 'http://grafana',
      referer: 'http://grafana/explore',
      authorization: 'Bearer session',
    });
    const { cookie, origin, referer, authorization, 'user-agent': agent } = seen[0].headers;
    expect({ cookie, origin, referer, authorization }).toEqual({});
    expect(agent).toMatch(/^Grafana\//);
  });

  it('keeps the cookies that the data source names', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url, jsonData: { keepCookies: ['kept', 'other'] } });
    await request(proxy, { cookie: 'grafana_session=1; kept=2; other=a=b' });
    expect(seen[0].headers.cookie).toBe('kept=2; other=a=b');
  });

  it('carries basic auth and the custom headers whose values are secret', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({
      url,
      basicAuth: true,
      basicAuthUser: 'ann',
      jsonData: { httpHeaderName1: 'X-Scope-OrgID', httpHeaderName2: 'X-Empty' },
      secureJsonData: { basicAuthPassword: 'pä:ss', httpHeaderValue1: 'team-a' },
    });
    await request(proxy, { 'x-scope-orgid': 'forged' });
    expect(seen[0].headers.authorization).toBe(`Basic ${Buffer.from('ann:pä:ss').toString('base64')}`);
    expect(seen[0].headers['x-scope-orgid']).toBe('team-a');
  });

  it('carries no custom header from the first without a name on, and none without a value', async () => {
    const { url, seen } = await upstream();
    const jsonData = { httpHeaderName1: 'A', httpHeaderName2: 'B', httpHeaderName3: '', httpHeaderName4: 'C' };
    const secureJsonData = { httpHeaderValue1: '1', httpHeaderValue4: '4' };
    await request(await proxyTo({ url, jsonData, secureJsonData }));
    const { a, b, c } = seen[0].headers;
    expect({ a, b, c }).toEqual({ a: '1' });
  });

  it('takes an authorization that the browser meant for the data source over basic auth', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url, basicAuth: true, basicAuthUser: 'ann' });
    await request(proxy, { 'x-ds-authorization': 'Bearer own' });
    expect(seen[0].headers.authorization).toBe('Bearer own');
    expect(seen[0].headers['x-ds-authorization']).toBeUndefined();
  });

  it('is asked with http when the URL has no scheme', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url: url.replace('http://', '') });
    await request(proxy, {}, '/ready');
    expect(seen[0].url).toBe('/ready');
  });
});

describe('routes of plugin.json', () => {
  it('without url keep the whole path', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url }, [{ path: 'querier.v1.QuerierService', method: 'POST' }]);
    await fetch(`${proxy}/querier.v1.QuerierService/ProfileTypes`, { method: 'POST' });
    expect(seen[0].url).toBe('/querier.v1.QuerierService/ProfileTypes');
  });

  it('with url lose the matched part, even in the middle of a word', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url }, [{ path: 'querier', method: 'POST', url: '{{ .URL }}' }]);
    await fetch(`${proxy}/querier.v1.QuerierService/ProfileTypes`, { method: 'POST' });
    expect(seen[0].url).toBe('/.v1.QuerierService/ProfileTypes');
  });

  it('do not match another method, and then the plain rule holds', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url }, [{ path: 'querier', method: 'POST', url: 'http://127.0.0.1:1' }]);
    await request(proxy, {}, '/querier/x');
    expect(seen[0].url).toBe('/querier/x');
  });

  it('add headers and parameters made of settings', async () => {
    const { url, seen } = await upstream();
    const proxy = await proxyTo({ url, jsonData: { tenant: 'a' }, secureJsonData: { token: 's3' } }, [
      {
        path: 'api',
        url: '{{ .URL }}/v1',
        headers: [{ name: 'Authorization', content: 'Bearer {{ .SecureJsonData.token }}' }],
        urlParams: [{ name: 'tenant', content: '{{.JsonData.tenant}}' }],
      },
    ]);
    await request(proxy, {}, '/api/labels?x=1');
    expect(seen[0].url).toBe('/v1/labels?x=1&tenant=a');
    expect(seen[0].headers.authorization).toBe('Bearer s3');
  });
});

describe('what comes back', () => {
  it('is status, headers and bytes as they are, gzip included, without cookies', async () => {
    const packed = gzipSync('a flame graph');
    const { url } = await upstream((_seen, res) => {
      res.writeHead(206, { 'content-encoding': 'gzip', 'content-type': 'application/proto', 'set-cookie': 'a=b' });
      res.end(packed);
    });
    const answer = await request(await proxyTo({ url }), { 'accept-encoding': 'gzip' });
    expect(answer.status).toBe(206);
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/proto',
      'content-security-policy': 'sandbox',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body.equals(packed)).toBe(true);
  });

  it.each([403, 404, 413, 429, 500, 501, 504])('is %d with its body when the data source says so', async (status) => {
    const { url } = await upstream((_seen, res) => {
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end('{"code":"x"}');
    });
    const answer = await request(await proxyTo({ url }));
    expect([answer.status, answer.body.toString()]).toEqual([status, '{"code":"x"}']);
  });

  it('is 400 where the data source says 401', async () => {
    const { url } = await upstream((_seen, res) => {
      res.writeHead(401, { 'www-authenticate': 'Basic' });
      res.end('who are you');
    });
    const answer = await request(await proxyTo({ url }));
    expect([answer.status, answer.body.toString()]).toEqual([400, 'Authentication to data source failed']);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  it('is an empty 502 when nothing listens', async () => {
    const { url } = await upstream();
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const answer = await request(await proxyTo({ url }));
    expect([answer.status, answer.body.length]).toEqual([502, 0]);
  });

  it('is an empty 504 when the data source takes longer than its timeout', async () => {
    const { url } = await upstream(() => {});
    const answer = await request(await proxyTo({ url, jsonData: { timeout: 0.05 } }, [], 60_000));
    expect([answer.status, answer.body.length]).toEqual([504, 0]);
  });

  it('is 504 after the default timeout when it has none of its own', async () => {
    const { url } = await upstream(() => {});
    expect((await request(await proxyTo({ url, jsonData: { timeout: '' } }, [], 50))).status).toBe(504);
  });

  it('breaks off where the data source breaks off', async () => {
    const { url } = await upstream((_seen, res) => {
      res.writeHead(200, { 'content-length': 100 });
      res.write('half', () => res.destroy());
    });
    await expect(request(await proxyTo({ url }))).rejects.toThrow();
  });

  it.each(['', 'ftp://files'])('is an empty 502 for the URL %j, which leads nowhere', async (url) => {
    const answer = await request(await proxyTo({ url }));
    expect([answer.status, answer.body.length]).toEqual([502, 0]);
  });

  it('waits for the rest of an answer that has begun in time', async () => {
    const { url } = await upstream((_seen, res) => {
      res.writeHead(200);
      res.write('be');
      setTimeout(() => res.end('gun'), 150);
    });
    const answer = await request(await proxyTo({ url, jsonData: { timeout: 0.05 } }));
    expect([answer.status, answer.body.toString()]).toEqual([200, 'begun']);
  });

  it.each(['   ', 'http://[broken'])('is 400 for the URL %j, with the URL in the message', async (url) => {
    const answer = await request(await proxyTo({ url }));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body.toString())).toEqual({ message: `Invalid data source URL: ${JSON.stringify(url)}` });
  });
});

it('ends the request to the data source when the browser leaves', async () => {
  let began!: () => void;
  let left!: () => void;
  const beginning = new Promise<void>((resolve) => (began = resolve));
  const leaving = new Promise<void>((resolve) => (left = resolve));
  const url = await listen((_req, res) => {
    res.on('close', left);
    began();
  });
  const controller = new AbortController();
  const answer = fetch(await proxyTo({ url }), { signal: controller.signal });
  await beginning;
  controller.abort();
  await expect(answer).rejects.toThrow();
  await leaving;
});

it('joins a URL and a path with one slash', () => {
  expect(joinUrlFragments('/a/', '/b')).toBe('/a/b');
  expect(joinUrlFragments('/a', 'b')).toBe('/a/b');
  expect(joinUrlFragments('/a/', '')).toBe('/a/');
});

it('reads only http and https as addresses of data sources', () => {
  expect(parseTargetUrl('ftp://x')).toBeUndefined();
  expect(parseTargetUrl('http://[broken')).toBeUndefined();
  expect(parseTargetUrl('localhost:4040')?.href).toBe('http://localhost:4040/');
});

/** `fetch` would not send some of these headers, and would unpack the answer. */
function request(
  proxy: string,
  headers: http.OutgoingHttpHeaders = {},
  path = '/x'
): Promise<{ status?: number; headers: http.IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    http
      .get(proxy + path, { headers, agent: false }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) }));
      })
      .on('error', reject);
  });
}
