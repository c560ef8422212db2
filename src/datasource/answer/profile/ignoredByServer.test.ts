import { treeOf } from '../../../../pkg/calltree/testing/trees';
import type { PyroscopeClient } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { Storage } from '../../server/storageMode';
import { ignoredByServer } from './ignoredByServer';

const REQUEST = { start: 0, end: 1, profileTypeId: '', labelSelector: '{}' };
const { signal } = new AbortController();
const client = {} as PyroscopeClient;
const server = (mode: Storage) => ({ client, storage: mode, signal });

function storage(flags: Record<string, boolean> | PyroscopeError, asked: string[] = []): Storage {
  return new Storage({
    featureFlags: async () => {
      asked.push('flags');
      if (flags instanceof Error) {
        throw flags;
      }
      return new Map(Object.entries(flags));
    },
  });
}

const V1 = storage({ v2StorageLayer: false });
const V2 = storage({ v2StorageLayer: true });

describe('a call path', () => {
  const below = treeOf([['main', 'serve', 'read'], 3], [['main', 'serve'], 2]);
  const all = treeOf([['main', 'serve'], 2], [['main', 'idle'], 3]);

  it.each([
    ['heeded', below, ['main', 'serve'], 0],
    ['heeded without data', treeOf(), ['main', 'serve'], 0],
    ['ignored', all, ['main', 'serve'], 1],
    ['ignored, and not there at all', all, ['start'], 1],
    ['not asked for', all, undefined, 0],
  ])('%s', async (_, tree, callSite, expected) => {
    const notes = await ignoredByServer({ ...REQUEST, callSite }, tree, server(V1));
    expect(notes).toHaveLength(expected);
    expect(notes.every((note) => note.includes('-architecture.storage=v2'))).toBe(true);
  });
});

describe('profile ids', () => {
  const profileIds = ['7c9e6679-7425-40de-944b-e07fc1f90ae7'];
  const tree = treeOf([['main'], 1]);

  it.each([
    ['of a v1 server', V1, 1],
    ['of a v2 server', V2, 0],
    ['of a server from before there were flags', storage(new PyroscopeError('not-found')), 1],
    ['of a server that does not say', storage(new PyroscopeError('unavailable')), 0],
  ])('%s', async (_, mode, expected) => {
    expect(await ignoredByServer({ ...REQUEST, profileIds }, tree, server(mode))).toHaveLength(expected);
  });

  it('are the only reason to ask for the storage mode, which is kept', async () => {
    const asked: string[] = [];
    const mode = storage({ v2StorageLayer: false }, asked);
    await ignoredByServer(REQUEST, tree, server(mode));
    expect(asked).toEqual([]);
    await ignoredByServer({ ...REQUEST, profileIds }, tree, server(mode));
    await ignoredByServer({ ...REQUEST, profileIds }, tree, server(mode));
    expect(asked).toEqual(['flags']);
  });
});
