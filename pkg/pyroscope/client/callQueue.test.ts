import { CallQueue } from './callQueue';

function deferred() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const call = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.set(name, () => resolve(name));
    });
  return { begun, call, end: (name: string) => ends.get(name)?.() };
}

describe('CallQueue', () => {
  it('begins at once while there is room, and in order when there is again', async () => {
    const { begun, call, end } = deferred();
    const queue = new CallQueue(2);
    const all = ['a', 'b', 'c', 'd'].map((name) => queue.run(call(name)));
    expect(begun).toEqual(['a', 'b']);
    end('b');
    await expect(all[1]).resolves.toBe('b');
    await Promise.resolve();
    expect(begun).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    await Promise.all([all[0], all[2]]);
    await Promise.resolve();
    end('d');
    await expect(all[3]).resolves.toBe('d');
  });

  it('never calls for one who left while waiting', async () => {
    const { begun, call, end } = deferred();
    const queue = new CallQueue(1);
    const controller = new AbortController();
    const first = queue.run(call('a'));
    const second = queue.run(call('b'), controller.signal);
    const third = queue.run(call('c'));
    controller.abort();
    await expect(second).rejects.toThrow();
    end('a');
    await first;
    await Promise.resolve();
    expect(begun).toEqual(['a', 'c']);
    end('c');
    await third;
    await expect(queue.run(call('d'), controller.signal)).rejects.toThrow();
    expect(begun).toEqual(['a', 'c']);
  });

  it('goes on after a failure', async () => {
    const queue = new CallQueue(1);
    const failing = queue.run(() => Promise.reject(new Error('down')));
    const next = queue.run(() => Promise.resolve('up'));
    await expect(failing).rejects.toThrow('down');
    await expect(next).resolves.toBe('up');
  });
});
