import type { SidesJudgement } from '../../judgement/judgeSides';
import { SIDES, type JudgedFunction } from '../../judgement/judgedSides';
import { durationText, shareText, signed } from '../amounts';
import { fitted, printable, type Terminal } from '../terminal';
import { spanText } from '../timeRange';
import { columns } from './columns';

/** What the judgement rests on, and what it says of the whole. */
export function printVerdict({ whole, slices, parts, failed, of }: SidesJudgement, terminal: Terminal): void {
  const { baseline, compared, sliceMs } = slices;
  terminal.say(
    `Judged by ${baseline} slices of ${durationText(sliceMs)} on the left and ${compared} on the right.` +
      ` As a whole the sides differ ${whole.isReal ? 'for certain' : 'no more than by chance'}:` +
      ` ${shareText(whole.distance, 1)} of the cost is in other functions, ${shareText(whole.usual, 1)} is usual.`
  );
  for (const side of SIDES) {
    const part = parts[side];
    if (part) {
      const range = side === 'baseline' ? 'left range' : 'right range';
      terminal.say(`The ${range} has profiles from ${spanText(part)} only; this part was cut into slices.`);
    }
  }
  if (failed > 0) {
    terminal.say(`${failed} of ${of} slices could not be loaded and are left out.`);
  }
}

/** A line a function: its part of the profile with all that it calls, the change with its 95 % interval, what to think of it. */
export function printJudgement(rows: readonly JudgedFunction[], limit: number, terminal: Terminal): void {
  const points = (value: number) => signed(shareText(value, 1).replace(' %', ''), value);
  terminal.out(
    columns(
      rows.slice(0, limit),
      [
        { title: 'Share before', cell: ({ baseline }) => shareText(baseline, 1) },
        { title: 'after', cell: ({ compared }) => shareText(compared, 1) },
        {
          title: 'change in points',
          cell: ({ change }) => points(change),
          style: ({ judgement, change }) => (judgement === 'noise' ? 'dim' : change > 0 ? 'red' : 'green'),
        },
        { title: '95 % interval', cell: ({ low, high }) => `${points(low)} to ${points(high)}`, style: () => 'dim' },
        {
          title: 'judgement',
          cell: ({ judgement, moved }) => (moved ? `${judgement}, only moved` : judgement),
          style: ({ judgement }) => (judgement === 'noise' ? 'dim' : undefined),
        },
      ],
      { title: 'Function', cell: (row, width) => fitted(printable(row.name), width) },
      terminal
    )
  );
  if (rows.length > limit) {
    terminal.say(`${rows.length - limit} more functions; --limit shows more.`);
  }
}
