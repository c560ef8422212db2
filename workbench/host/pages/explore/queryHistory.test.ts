import { addToHistory, readHistory } from './queryHistory';

const entry = (at: number, labelSelector: string) => ({
  at,
  datasource: 'uid',
  queries: [{ refId: 'A', labelSelector }],
  texts: [labelSelector],
});

function storageWith(text: string | null = null): Storage {
  return { getItem: () => text, setItem: (_key: string, value: string) => (text = value) } as unknown as Storage;
}

it('keeps the newest first, and a query once', () => {
  const storage = storageWith();
  addToHistory(entry(1, 'a'), storage);
  addToHistory(entry(2, 'b'), storage);
  addToHistory(entry(3, 'a'), storage);
  expect(readHistory(storage).map(({ at }) => at)).toEqual([3, 2]);
});

it('is empty when what is stored cannot be read', () => {
  expect(readHistory(storageWith('{'))).toEqual([]);
  expect(readHistory(storageWith())).toEqual([]);
});
