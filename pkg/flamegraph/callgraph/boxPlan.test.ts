import fc from 'fast-check';
import { moveFrom, moveOfKey } from './boxMoves';
import { atOnce } from '../../calltree/slices';
import { planningBoxes, type Arrow, type Box, type Size } from './boxPlan';

const BOX: Size = { width: 120, height: 40 };
const WIDE: Size = { width: 900, height: 150 };
const HIGH: Size = { width: 300, height: 900 };
/** main calls serve and idle; serve calls read, which calls serve again. */
const calls: Arrow[] = [
  { from: 0, to: 1, weight: 10 },
  { from: 1, to: 2, weight: 5, label: { width: 40, height: 14 } },
  { from: 0, to: 3, weight: 2 },
  { from: 2, to: 1, weight: 1 },
];
const planBoxes = (...input: Parameters<typeof planningBoxes>) => atOnce(planningBoxes(...input));
const plan = (room: Size) => planBoxes([BOX, BOX, BOX, BOX], calls, room);

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });

describe('planningBoxes', () => {
  it('stands in the direction of which more is seen', () => {
    expect(plan(WIDE).towards).toBe('right');
    expect(plan(HIGH).towards).toBe('down');
  });

  it('has callers before what they call, whatever goes back', () => {
    const [main, serve, read, idle] = plan(HIGH).boxes.map(middle);
    expect(main.y).toBeLessThan(serve.y);
    expect(serve.y).toBeLessThan(read.y);
    expect(idle.y).toBe(serve.y);
  });

  it('has a place for what is written on an arrow, between its ends', () => {
    const { arrows, boxes } = plan(HIGH);
    expect(arrows[0].label).toBeUndefined();
    expect(arrows[1].label!.y).toBeGreaterThan(middle(boxes[1]).y);
    expect(arrows[1].label!.y).toBeLessThan(middle(boxes[2]).y);
  });

  it('is of no box, too', () => {
    expect(planBoxes([], [], WIDE)).toMatchObject({ boxes: [], arrows: [] });
  });

  it('keeps boxes apart and within its size, and can be walked through in full', () => {
    const size = fc.record({ width: fc.integer({ min: 20, max: 200 }), height: fc.integer({ min: 20, max: 60 }) });
    const arrow = fc.record({
      from: fc.nat({ max: 11 }),
      to: fc.nat({ max: 11 }),
      weight: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 12, maxLength: 12 }),
        fc.uniqueArray(arrow, { selector: ({ from, to }) => `${from} ${to}` }),
        fc.constantFrom(WIDE, HIGH),
        (sizes, arrows, room) => {
          const between = arrows.filter(({ from, to }) => from !== to);
          const { boxes, width, height, towards } = planBoxes(sizes, between, room);
          boxes.forEach((one, at) => {
            expect(one.x).toBeGreaterThanOrEqual(0);
            expect(one.y).toBeGreaterThanOrEqual(0);
            expect(one.x + one.width).toBeLessThanOrEqual(width);
            expect(one.y + one.height).toBeLessThanOrEqual(height);
            for (const other of boxes.slice(at + 1)) {
              const apart =
                one.x + one.width <= other.x ||
                other.x + other.width <= one.x ||
                one.y + one.height <= other.y ||
                other.y + other.height <= one.y;
              expect(apart).toBe(true);
            }
          });
          const walked = new Set([0]);
          for (const at of walked) {
            walked.add(moveFrom(at, 'next', boxes, between, towards));
            walked.add(moveFrom(at, 'previous', boxes, between, towards));
          }
          expect(walked.size).toBe(12);
        }
      ),
      { numRuns: 40 }
    );
  });
});

describe('keys', () => {
  it('lead along arrows in the direction they are drawn, and beside', () => {
    expect(moveOfKey('ArrowDown', 'down')).toBe('callee');
    expect(moveOfKey('ArrowRight', 'right')).toBe('callee');
    expect(moveOfKey('ArrowUp', 'right')).toBe('previous');
    expect(moveOfKey('Enter', 'down')).toBeUndefined();
  });

  it('take the heaviest arrow, and stay where none is', () => {
    const { boxes, towards } = plan(HIGH);
    const move = (at: number, key: string) => moveFrom(at, moveOfKey(key, towards)!, boxes, calls, towards);
    expect(move(0, 'ArrowDown')).toBe(1);
    expect(move(1, 'ArrowUp')).toBe(0);
    expect(move(3, 'ArrowDown')).toBe(3);
    expect(move(0, 'ArrowUp')).toBe(0);
    const beside = move(1, 'ArrowRight') === 3 ? 'ArrowRight' : 'ArrowLeft';
    expect(move(1, beside)).toBe(3);
  });
});
