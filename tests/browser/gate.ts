import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it came. */
export interface Call {
  /** The last step of the path: `SelectSeries`. */
  name: string;
  body: Buffer;
  /** `left`: who asked went away before there was an answer. */
  state: 'waiting' | 'answered' | 'left';
}

export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** Stands before a profile server: counts what is asked, and lets it wait or fail. */
export interface Gate {
  url: string;
  calls(name: string, state?: Call['state']): Call[];
  /** Calls of this name wait from now on, but for the first `but` of them. */
  hold(name: string, but?: number): void;
  /** Answers what waits, and lets pass what comes. */
  open(): void;
  /** Refuses calls of this name: those it answers a refusal for. */
  refuse(name: string, why: (call: Call) => Refusal | undefined): void;
  close(): Promise<void>;
}

export async function startGate(upstream: string): Promise<Gate> {
  const all: Call[] = [];
  let waiting: Array<() => void> = [];
  const held = new Map<string, number>();
  const refusals = new Map<string, (call: Call) => Refusal | undefined>();

  const passes = (name: string) => {
    const left = held.get(name);
    if (left === undefined) {
      return true;
    }
    held.set(name, left - 1);
    return left > 0;
  };
  const server = createServer(async (request, response) => {
    const call: Call = { name: (request.url ?? '').split('/').pop()!, body: Buffer.alloc(0), state: 'waiting' };
    response.on('close', () => {
      call.state = response.writableFinished ? 'answered' : 'left';
    });
    call.body = await bytesOf(request);
    all.push(call);
    if (!passes(call.name)) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    const refusal = refusals.get(call.name)?.(call);
    if (refusal) {
      const { status, code, message } = refusal;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code, message }));
    } else if (!response.destroyed) {
      forward(upstream, request, call.body, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (name, state) => all.filter((call) => call.name === name && (state === undefined || call.state === state)),
    hold: (name, but = 0) => {
      held.set(name, but);
    },
    open: () => {
      held.clear();
      waiting.forEach((pass) => pass());
      waiting = [];
    },
    refuse: (name, why) => {
      refusals.set(name, why);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward(upstream: string, { url, method, headers }: IncomingMessage, body: Buffer, response: ServerResponse) {
  const { host: _, ...sent } = headers;
  const asked = ask(`${upstream}${url}`, { method, headers: sent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', () => response.destroy());
  asked.end(body);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
