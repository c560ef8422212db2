import { askPieces } from './askPieces';

const ranges = [0, 1, 2, 3, 4, 5].map((start) => ({ start, end: start + 1 }));

describe('pieces of a range', () => {
  it('are not asked for, nor told, once the answers are not wanted', async () => {
    const controller = new AbortController();
    const told = jest.fn();
    const ask = jest.fn(async () => {
      if (ask.mock.calls.length === 4) {
        controller.abort(new Error('left'));
      }
    });
    await expect(askPieces(ranges, ask, controller.signal, told)).rejects.toThrow('left');
    expect(ask).toHaveBeenCalledTimes(4);
    expect(told).not.toHaveBeenCalled();
  });

  it('are not asked for after one has failed for all of them', async () => {
    const ask = jest.fn(async () => {
      if (ask.mock.calls.length === 1) {
        throw new Error('not valid');
      }
    });
    await expect(askPieces(ranges, ask, new AbortController().signal, () => undefined)).rejects.toThrow('not valid');
    expect(ask).toHaveBeenCalledTimes(4);
  });
});
