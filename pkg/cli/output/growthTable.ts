import type { Growth } from '../../judgement/growth';
import type { GrownFunction, TrendOfHeld } from '../../judgement/grownFunctions';
import { amountText, durationText, shareText, signed } from '../amounts';
import { fitted, printable, type Terminal } from '../terminal';
import { spanText } from '../timeRange';
import { columns } from './columns';

/** A line a function: what it holds, its slope per hour with the interval, and whether that is a trend. */
export function printGrowth(growth: Growth, unit: string, limit: number, terminal: Terminal): void {
  const { functions, whole, slices, sliceMs, part, failed, of } = growth;
  const slope = (value: number) => `${signed(amountText(value, unit), value)}/h`;
  const interval = ({ low, high }: TrendOfHeld) => `${slope(low)} to ${slope(high)}`;
  terminal.say(
    `By ${slices} slices of ${durationText(sliceMs)}: the whole is ${whole.trend}, ${slope(whole.perHour)} (95 % interval ${interval(whole)}).`
  );
  if (part) {
    terminal.say(`The range has profiles from ${spanText(part)} only; this part was cut into slices.`);
  }
  if (failed > 0) {
    terminal.say(`${failed} of ${of} slices could not be loaded and are left out.`);
  }
  const dim = ({ trend }: GrownFunction) => (trend === 'unsteady' ? 'dim' : trend === 'rising' ? 'red' : 'green');
  terminal.out(
    columns(
      functions.slice(0, limit),
      [
        { title: 'Held', cell: ({ held }) => amountText(held, unit) },
        { title: 'growth', cell: ({ perHour }) => slope(perHour), style: dim },
        { title: '95 % interval', cell: interval, style: () => 'dim' },
        { title: 'later has more', cell: ({ laterHasMore }) => shareText(laterHasMore, 1), style: () => 'dim' },
        { title: 'trend', cell: ({ trend }) => trend, style: dim },
      ],
      { title: 'Function', cell: (row, width) => fitted(printable(row.name), width) },
      terminal
    )
  );
  if (functions.length > limit) {
    terminal.say(`${functions.length - limit} more functions; --limit shows more.`);
  }
}
