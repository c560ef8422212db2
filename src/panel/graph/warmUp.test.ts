import { RecordingContext } from '../../../pkg/flamegraph/testing/recordingContext';

/** What runs when the page has nothing else to do, in order. */
let idle: Array<() => void> = [];
let context: RecordingContext;
let paints: jest.SpyInstance;

const runIdle = () => {
  while (idle.length > 0) {
    idle.shift()!();
  }
};

beforeEach(() => {
  idle = [];
  Object.assign(window, { requestIdleCallback: (callback: () => void) => idle.push(callback) });
  context = new RecordingContext();
  paints = jest.spyOn(context, 'clearRect');
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(() => context as never);
});

afterEach(() => {
  Object.assign(window, { requestIdleCallback: undefined });
  jest.restoreAllMocks();
  jest.resetModules();
});

const load = async () => (await import('./warmUp')).warmUp;

it('lays out and paints calls of several languages where nobody sees them, each time when there is nothing to do', async () => {
  const warmUp = await load();
  warmUp();
  expect(paints).not.toHaveBeenCalled();
  idle.shift()!();
  expect(paints).toHaveBeenCalledTimes(1);
  expect(context.texts.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('Cart.price'), expect.stringContaining('serve')])
  );
  runIdle();
  expect(paints.mock.calls.length).toBeGreaterThan(1);
  expect(document.querySelector('canvas')).toBeNull();
});

it('does so once, however many panels are asked for', async () => {
  const warmUp = await load();
  warmUp();
  runIdle();
  const times = paints.mock.calls.length;
  warmUp();
  runIdle();
  expect(paints).toHaveBeenCalledTimes(times);
});

it('is left out where a browser cannot say that it has nothing to do', async () => {
  Object.assign(window, { requestIdleCallback: undefined });
  (await load())();
  expect(paints).not.toHaveBeenCalled();
});
