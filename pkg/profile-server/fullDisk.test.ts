import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTime } from './samples/feed';
import { callJson, flameGraph, pushPprof, readMaybeGzip } from './testing/calls';

// Each start compiles the server.
jest.setTimeout(120_000);

const HEAP = readMaybeGzip(join(__dirname, 'samples/recorded/go-heap-v1.pb.gz'));
const FLAGS = ['--import', require.resolve('tsx'), join(__dirname, 'serve.ts'), '--port', '0', '--data'];
const dir = mkdtempSync(join(tmpdir(), 'full-disk.test-'));
const children: ChildProcess[] = [];

afterAll(() => {
  children.forEach((child) => child.kill('SIGKILL'));
  rmSync(dir, { recursive: true });
});

interface Started {
  child: ChildProcess;
  url: string;
}

/** `npm run serve` on a folder; `fileBlocks` is the size in KiB beyond which the system refuses to write a file. */
async function serve(dataDir: string, fileBlocks?: number): Promise<Started> {
  const limit = fileBlocks === undefined ? '' : `ulimit -S -f ${fileBlocks} && `;
  const child = spawn('bash', ['-c', `${limit}exec "$@"`, 'serve', process.execPath, ...FLAGS, dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  for (;;) {
    const url = /Profile server: (\S+)/.exec(said)?.[1];
    if (url !== undefined) {
      return { child, url };
    }
    if (child.exitCode !== null) {
      throw new Error(`exit code ${child.exitCode}: ${said}`);
    }
    await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  }
}

async function stop({ child }: Started, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await once(child, 'exit');
}

/** Pushes a profile of a version of its own. */
const push = (url: string, version: number) =>
  pushPprof(
    url,
    { __name__: 'memory', service_name: 'full', version: String(version) },
    withTime(HEAP, Date.now() - 60_000)
  );

async function versions(url: string): Promise<number[]> {
  const end = Date.now();
  const reply = await callJson(url, 'LabelValues', { name: 'version', start: end - 3_600_000, end });
  return ((JSON.parse(reply.text) as { names?: string[] }).names ?? []).map(Number).sort((a, b) => a - b);
}

const total = async (url: string) => {
  const end = Date.now();
  const tree = await flameGraph(url, {
    profileTypeID: 'memory:inuse_space:bytes:space:bytes',
    labelSelector: '{service_name="full"}',
    start: BigInt(end - 3_600_000),
    end: BigInt(end),
  });
  return tree.total[0];
};

it('answers 507 where there is no room, goes on reading, and writes again once there is', async () => {
  const dataDir = join(dir, 'full');
  let server = await serve(dataDir, 256);
  const acknowledged: number[] = [];
  let refused = 0;
  for (let version = 1; refused < 3 && version < 100; version++) {
    const { status, text } = await push(server.url, version);
    if (status === 200) {
      acknowledged.push(version);
    } else {
      refused++;
      expect([status, JSON.parse(text)]).toEqual([
        507,
        {
          code: 'resource_exhausted',
          message: expect.stringContaining(
            'the profile was not stored, there is no room for it: File too large'
          ) as string,
        },
      ]);
    }
  }
  expect(refused).toBe(3);
  expect(acknowledged.length).toBeGreaterThan(1);
  expect(await versions(server.url)).toEqual(acknowledged);
  const before = await total(server.url);
  expect(before).toBeGreaterThan(0);

  const prlimit = '/usr/bin/prlimit';
  if (existsSync(prlimit)) {
    execFileSync(prlimit, ['--pid', String(server.child.pid), '--fsize=unlimited:unlimited']);
  } else {
    await stop(server, 'SIGTERM');
    server = await serve(dataDir);
  }
  expect((await push(server.url, 100)).status).toBe(200);
  acknowledged.push(100);
  expect(await versions(server.url)).toEqual(acknowledged);

  // What was acknowledged is there after the hardest end a process can have.
  await stop(server, 'SIGKILL');
  server = await serve(dataDir);
  expect(await versions(server.url)).toEqual(acknowledged);
  expect(await total(server.url)).toBe((before / (acknowledged.length - 1)) * acknowledged.length);
  await stop(server, 'SIGTERM');
});

it('ends with a sentence and exit code 1 where the data is damaged or in use, and changes nothing', async () => {
  const dataDir = join(dir, 'damaged');
  const first = await serve(dataDir);
  expect((await push(first.url, 1)).status).toBe(200);
  await expect(serve(dataDir)).rejects.toThrow(
    `exit code 1: The folder ${dataDir} is in use by another profile server (process ${first.child.pid}). End that one, or choose another folder.`
  );
  await stop(first, 'SIGKILL');
  const file = join(dataDir, 'data.mdb');
  truncateSync(file, Math.floor(readFileSync(file).length / 2));
  const bytes = readFileSync(file);
  await expect(serve(dataDir)).rejects.toThrow(
    new RegExp(`^exit code 1: The profiles in ${dataDir} are damaged: .*the file ends.*Nothing was changed there\\.`)
  );
  expect(readFileSync(file).equals(bytes)).toBe(true);
});
