import { droppedFrames, droppedNames, firstKept } from './dropFrames';

describe('droppedNames', () => {
  const dropped = (drop: string, keep: string, ...names: string[]) => names.map(droppedNames({ drop, keep })!);

  it('takes whole names, up to their arguments', () => {
    expect(dropped('mal', '', 'malloc', 'mal')).toEqual([false, true]);
    expect(dropped('malloc|free', '', 'malloc(unsigned long)', '.free', 'free.part', 'xfree')).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes no reserved name for arguments', () => {
    const alloc = '(anonymous namespace)::alloc(int)';
    expect(dropped('\\(anonymous namespace\\)::alloc', '', alloc)).toEqual([true]);
    expect(dropped('Less::operator\\(\\)', '', 'Less::operator()(int, int)')).toEqual([true]);
  });

  it('keeps what is to be kept', () => {
    expect(dropped('.*alloc.*', 'my.*', 'malloc', 'my_malloc')).toEqual([true, false]);
  });

  it('has the syntax of Go', () => {
    expect(dropped('(?i)MALLOC|[[:digit:]]+', '', 'malloc', '12')).toEqual([true, true]);
  });

  it('drops nothing without an expression, or for one that is none', () => {
    expect(droppedNames({ drop: '', keep: 'a' })).toBeUndefined();
    expect(droppedNames({ drop: 'mal(loc', keep: '' })).toBeUndefined();
    expect(droppedNames({ drop: 'malloc', keep: '[' })).toBeUndefined();
  });
});

it('drops the outermost frame of a location that matches, and what it calls', () => {
  const isDropped = (fn: number) => fn >= 10;
  expect(droppedFrames([1, 10, 2, 11, 3], isDropped)).toBe(4);
  expect(droppedFrames([1, 10], isDropped)).toBe(2);
  expect(droppedFrames([1, 2], isDropped)).toBe(0);
  expect(droppedFrames([], isDropped)).toBe(0);
});

it('starts a stack below what is dropped, but not before a location that stays', () => {
  const whole = { frames: [1], dropped: 0 };
  const gone = { frames: [10], dropped: 1 };
  const cut = { frames: [10, 1], dropped: 1 };
  expect(firstKept([whole, gone, whole])).toBe(2);
  expect(firstKept([whole, cut, whole])).toBe(1);
  expect(firstKept([gone, whole, gone])).toBe(1);
  expect(firstKept([whole, gone])).toBe(0);
  expect(firstKept([gone, gone])).toBe(0);
  expect(firstKept([])).toBe(0);
});
