import { ALL, type PanelJson } from './dashboardModel';
import { repeatPanels } from './repeat';

const panel = (id: number, y: number, more: Partial<PanelJson> = {}): PanelJson => ({
  id,
  type: 'p',
  gridPos: { x: 0, y, w: 12, h: 4 },
  ...more,
});

const options = ['a', 'b', 'c'].map((value) => ({ text: value.toUpperCase(), value }));
const service = (value: string | string[]) => [{ json: { name: 'service', type: 'query' }, options, value }];

it('repeats side by side and moves down what stands below', () => {
  const placed = repeatPanels([panel(1, 0, { repeat: 'service', maxPerRow: 2 }), panel(2, 4)], service([ALL]));
  expect(placed.map(({ id, gridPos: { x, y, w } }) => [id, x, y, w])).toEqual([
    [1, 0, 0, 12],
    [3, 12, 0, 12],
    [4, 0, 4, 12],
    [2, 0, 8, 12],
  ]);
  expect(placed.slice(0, 3).map(({ scopedVars }) => scopedVars?.service)).toEqual([
    { text: 'A', value: 'a' },
    { text: 'B', value: 'b' },
    { text: 'C', value: 'c' },
  ]);
});

it('repeats one below the other in its own width', () => {
  const placed = repeatPanels([panel(1, 0, { repeat: 'service', repeatDirection: 'v' })], service(['b', 'c']));
  expect(placed.map(({ gridPos: { x, y, w } }) => [x, y, w])).toEqual([
    [0, 0, 12],
    [0, 4, 12],
  ]);
});

it('leaves a panel alone whose variable is not there', () => {
  expect(repeatPanels([panel(1, 0, { repeat: 'other' })], service('a'))).toEqual([panel(1, 0, { repeat: 'other' })]);
});
