import { startWorker } from '../../../pkg/treework/startWorker';
import { pageTreeWork } from './treeWork';

describe('pageTreeWork', () => {
  it('is one for the page, and works where there are no workers', async () => {
    expect(pageTreeWork()).toBe(pageTreeWork());
    jest.resetModules();
    const again = jest.requireActual<typeof import('./treeWork')>('./treeWork');
    expect(again.pageTreeWork()).toBe(pageTreeWork());
    await expect(
      pageTreeWork().read({ call: 'Diff', compared: true, bytes: new Uint8Array(500_000) })
    ).rejects.toMatchObject({ code: 'not-pyroscope' });
  });
});

describe('startWorker', () => {
  const started: string[] = [];
  const blobs: Blob[] = [];
  const revoked: string[] = [];

  beforeEach(() => {
    class RecordedWorker extends EventTarget {
      constructor(url: string | URL) {
        super();
        started.push(String(url));
      }
    }
    Object.assign(globalThis, { Worker: RecordedWorker });
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        blobs.push(blob);
        return `blob:${location.origin}/1`;
      },
      revokeObjectURL: (url: string) => revoked.push(url),
    });
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
    Reflect.deleteProperty(URL, 'createObjectURL');
    Reflect.deleteProperty(URL, 'revokeObjectURL');
  });

  it('starts the script of its own origin as it is, below the page’s base', () => {
    startWorker('public/plugins/hotpath-profiles-app/treeWorker.js');
    expect(started).toEqual([`${location.origin}/public/plugins/hotpath-profiles-app/treeWorker.js`]);
  });

  it('loads one of another origin by a script of the page’s own', async () => {
    const worker = startWorker('https://cdn.example/plugins/treeWorker.js?_cache=1') as unknown as EventTarget;
    expect(started.at(-1)).toBe(`blob:${location.origin}/1`);
    const text = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsText(blobs[0]);
    });
    expect(text).toBe('importScripts("https://cdn.example/plugins/treeWorker.js?_cache=1")');
    worker.dispatchEvent(new Event('message'));
    expect(revoked).toEqual([`blob:${location.origin}/1`]);
  });
});
