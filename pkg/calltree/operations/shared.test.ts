import { treeOf } from '../testing/trees';
import { SharedAnswers } from './shared';

const tree = treeOf([['main', 'run'], 1]);

/** Work that ends when it is told to. */
function work() {
  const asked: Array<{ signal: AbortSignal; end(value: string): void }> = [];
  const start = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      asked.push({ signal, end: resolve });
    });
  return { asked, start };
}

it('works an answer out once for all who wait, and for who asks later', async () => {
  const shared = new SharedAnswers<string>();
  const { asked, start } = work();
  const both = [shared.ask(tree, 0, start), shared.ask(tree, 0, start, new AbortController().signal)];
  asked[0].end('answer');
  expect(await Promise.all(both)).toEqual(['answer', 'answer']);
  expect(await shared.ask(tree, 0, start)).toBe('answer');
  expect(asked).toHaveLength(1);
});

it('goes on while anyone waits, and is given up and begun anew where nobody does', async () => {
  const shared = new SharedAnswers<string>();
  const { asked, start } = work();
  const [one, other] = [new AbortController(), new AbortController()];
  const first = shared.ask(tree, 0, start, one.signal);
  const second = shared.ask(tree, 0, start, other.signal);
  one.abort(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  expect(asked[0].signal.aborted).toBe(false);
  other.abort(new Error('gone, too'));
  const third = shared.ask(tree, 0, start);
  await expect(second).rejects.toThrow('gone, too');
  expect(asked[0].signal.aborted).toBe(true);
  asked[1].end('anew');
  expect(await third).toBe('anew');
});

it('keeps no failure', async () => {
  const shared = new SharedAnswers<string>();
  await expect(shared.ask(tree, 0, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await shared.ask(tree, 0, () => Promise.resolve('answer'))).toBe('answer');
});

it('keeps the last few answers of each tree', async () => {
  const shared = new SharedAnswers<string>();
  const asked: string[] = [];
  const ask = (of: typeof tree, root: number) =>
    shared.ask(of, root, () => {
      asked.push(`${of === tree ? 'one' : 'other'} ${root}`);
      return Promise.resolve('answer');
    });
  const other = treeOf([['main'], 1]);
  for (const [of, root] of [
    [tree, 0],
    [tree, 1],
    [other, 0],
    [tree, 0],
    [tree, 2],
    [tree, 0],
    [tree, 1],
  ] as const) {
    await ask(of, root);
  }
  expect(asked).toEqual(['one 0', 'one 1', 'other 0', 'one 2', 'one 1']);
});

it('does not begin for who has gone already', async () => {
  const shared = new SharedAnswers<string>();
  await expect(shared.ask(tree, 0, async () => 'answer', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(await shared.ask(tree, 0, async () => 'another')).toBe('another');
});
