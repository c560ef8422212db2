import { joinedSeries } from '../../longrange/joinedSeries';
import { parseProfileType } from '../../pyroscope/profileType';
import { askPieces } from '../ask';
import { connect, type ConnectionOptions } from '../connection';
import { columns } from '../output/columns';
import { selectorOf, typeOf } from '../subject';
import { printable, type Terminal } from '../terminal';
import { readRange } from '../timeRange';

export interface ListOptions extends ConnectionOptions {
  appName?: string;
  selector?: string;
  from: string;
  until: string;
}

/** Profile types with the services that have them. */
export async function types(options: ListOptions, terminal: Terminal, now = Date.now()): Promise<void> {
  const connection = connect(options);
  const range = readRange(options.from, options.until, now);
  const matchers = [selectorOf(options.appName, options.selector)];
  const labelNames = ['service_name', '__profile_type__'];
  const pieces = await askPieces(connection, range, (piece, signal) =>
    connection.client.series({ ...piece, matchers, labelNames }, { signal })
  );
  const services = new Map<string, Set<string>>();
  for (const labels of pieces.flat()) {
    const of = (wanted: string) => labels.find(({ name }) => name === wanted)?.value ?? '';
    const id = of('__profile_type__');
    services.set(id, (services.get(id) ?? new Set()).add(of('service_name')));
  }
  const rows = [...services].sort(([one], [other]) => (one < other ? -1 : 1));
  terminal.out(
    columns(
      rows,
      [
        { title: 'Type', cell: ([id]) => parseProfileType(id)?.sampleType ?? id },
        { title: 'Unit', cell: ([id]) => parseProfileType(id)?.sampleUnit ?? '' },
      ],
      { title: 'Id and services', cell: ([id, of]) => `${id}  ${[...of].sort().map(printable).join(', ')}` },
      terminal
    )
  );
}

/** Label names, or the values of one. */
export async function labels(
  name: string | undefined,
  options: ListOptions,
  terminal: Terminal,
  now = Date.now()
): Promise<void> {
  const connection = connect(options);
  const range = readRange(options.from, options.until, now);
  const matchers = [selectorOf(options.appName, options.selector)];
  const pieces = await askPieces(connection, range, (piece, signal) =>
    name === undefined
      ? connection.client.labelNames({ ...piece, matchers }, { signal })
      : connection.client.labelValues({ ...piece, matchers, name }, { signal })
  );
  [...new Set(pieces.flat())].sort().forEach((one) => terminal.out(printable(one)));
}

/** A series over time, a line a point: time, value in the type's unit, labels. */
export async function series(
  options: ListOptions & { profileType: string; groupBy: string[]; step: number },
  terminal: Terminal,
  now = Date.now()
): Promise<void> {
  const connection = connect(options);
  const range = readRange(options.from, options.until, now);
  const labelSelector = selectorOf(options.appName, options.selector);
  const profileTypeId = await typeOf(connection, options.profileType, [{ ...range, labelSelector }]);
  const { groupBy, step } = options;
  const pieces = await askPieces(
    connection,
    range,
    (piece, signal) =>
      connection.client.selectSeries({ ...piece, profileTypeId, labelSelector, groupBy, step }, { signal }),
    step * 1000
  );
  const found = joinedSeries(pieces, undefined);
  if (found.length === 0) {
    terminal.say('No points: no samples in this range, or a step that is longer than it.');
  }
  for (const { labels: set, timestamps, values } of found) {
    const text = set.map((label) => `${label.name}=${printable(label.value)}`).join(',');
    timestamps.forEach((time, at) => terminal.out(`${new Date(time).toISOString()}\t${values[at]}\t${text}`));
  }
}
