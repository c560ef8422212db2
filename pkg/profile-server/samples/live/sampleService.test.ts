import { setTimeout as sleep } from 'node:timers/promises';
import { laptopLimits } from '../../limits';
import { startProfileServer } from '../../server';
import { callJson } from '../../testing/calls';
import { SAMPLE_SERVICE } from './sampleService';

// Starting a server with all its profiles takes a while on a busy machine.
jest.setTimeout(60_000);

it('pushes what a real profiler sees of it, and ends with the server', async () => {
  const server = await startProfileServer({ limits: laptopLimits, sampleService: true });
  const types = async () => {
    const now = Date.now();
    const request = {
      name: '__profile_type__',
      matchers: [`{service_name="${SAMPLE_SERVICE}"}`],
      start: now - 60_000,
      end: now,
    };
    return (JSON.parse((await callJson(server.url, 'LabelValues', request)).text) as { names?: string[] }).names ?? [];
  };
  try {
    for (let wait = 0; wait < 120 && (await types()).length < 5; wait++) {
      await sleep(250);
    }
    expect(await types()).toEqual([
      'memory:inuse_objects:count:inuse_space:bytes',
      'memory:inuse_space:bytes:inuse_space:bytes',
      'wall:cpu:nanoseconds:wall:nanoseconds',
      'wall:samples:count:wall:nanoseconds',
      'wall:wall:nanoseconds:wall:nanoseconds',
    ]);
  } finally {
    await server.close();
  }
});
