import { Command, InvalidArgumentError, Option } from 'commander';
import { diff, type DiffOptions } from './commands/diff';
import { labels, series, types, type ListOptions } from './commands/list';
import { rising, type RisingOptions } from './commands/rising';
import { query, type QueryOptions } from './commands/query';
import { upload, type UploadOptions } from './commands/upload';
import { errorSentence } from './errorSentence';
import { FILE_FORMATS } from './output/profileFile';
import { type Terminal } from './terminal';
import { PyroscopeError } from '../pyroscope/errors';
import { UsageError } from './usage';

/** What the process ends with. */
export const EXIT = { done: 0, failed: 1, usage: 2, grown: 3, unjudged: 4 } as const;

const MANY_NODES = 65_536;

/**
 * Runs one command line, without the program's own name, and answers with the exit code. Nothing is thrown: what goes
 * wrong is said on the terminal.
 */
export async function run(args: readonly string[], terminal: Terminal, env: NodeJS.ProcessEnv): Promise<number> {
  let code: number = EXIT.done;
  let url = '';
  const program = new Command('hotpath')
    .description('Continuous profiles of a Pyroscope server, in a terminal')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    });
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--url <url>', 'the server, or a Grafana', env.PYROSCOPE_URL ?? 'http://localhost:4040')
      .option('--datasource <uid>', 'uid of a Pyroscope data source, where --url is a Grafana')
      .addOption(new Option('--token <token>', 'sent as a bearer token').env('PYROSCOPE_TOKEN'))
      .addOption(new Option('--user <user:password>', 'basic authentication').env('PYROSCOPE_USER'))
      .option('--tenant <id>', 'sent as X-Scope-OrgID')
      .hook('preAction', (_, action) => {
        url = action.opts<{ url: string }>().url;
      });
  const inRange = (built: Command) =>
    built
      .option('--app-name <name>', 'the service (label service_name)')
      .option('--selector <selector>', 'label selector, such as {region="eu"}')
      .option('--from <time>', 'now-1h, 2026-11-28T10:00:00Z, or seconds or milliseconds since 1970', 'now-1h')
      .option('--until <time>', 'the end of the range', 'now');
  const typed = (built: Command, usual = 'cpu') =>
    built.option(
      '--profile-type <type>',
      'cpu, memory, alloc, goroutines, mutex, block, a sample type or an id',
      usual
    );

  typed(inRange(command('query', 'One profile: as a table, a tree or a file')))
    .addOption(new Option('--format <format>').choices(['table', 'tree', ...FILE_FORMATS]).default('table'))
    .option('--limit <count>', 'lines to print', wholeNumber, 30)
    .option('--max-nodes <count>', 'nodes to ask for', wholeNumber, MANY_NODES)
    .option('--output <file>', 'write to a file')
    .action((options: QueryOptions) => query(options, terminal));

  typed(inRange(command('export', 'One profile as a file')))
    .argument('<file>', 'name.pb.gz (pprof), name.folded, name.speedscope.json or name.json')
    .option('--max-nodes <count>', 'nodes to ask for', wholeNumber, MANY_NODES)
    .action((file: string, options: Omit<QueryOptions, 'format' | 'limit'>) =>
      query({ ...options, format: formatOf(file), output: file, limit: 0 }, terminal)
    );

  typed(command('diff', 'Two profiles, function by function'))
    .option('--app-name <name>', 'the service of both sides')
    .option('--left-selector <selector>', 'labels of the baseline')
    .option('--left-from <time>', 'the baseline’s range', 'now-2h')
    .option('--left-until <time>', '', 'now-1h')
    .option('--right-selector <selector>', 'labels of what is compared with it')
    .option('--right-from <time>', 'its range', 'now-1h')
    .option('--right-until <time>', '', 'now')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .option('--limit <count>', 'lines to print', wholeNumber, 30)
    .option('--max-nodes <count>', 'nodes to ask for on each side', wholeNumber, MANY_NODES)
    .option(
      '--fail-above <percent>',
      `end with ${EXIT.grown} where a function’s part of the profile grew by more than that for certain`,
      percent
    )
    .option('--no-significance', 'with --fail-above: take any growth, also what may be chance')
    .option('--function <name>', 'look at this function alone, with all that it calls; may be repeated', several, [])
    .action(async (options: DiffOptions) => {
      code = EXIT[await diff(options, terminal)];
    });

  typed(inRange(command('growth', 'What holds more and more of memory in use, with its slope per hour')), 'memory')
    .addOption(new Option('--format <format>').choices(['table', 'json']).default('table'))
    .option('--limit <count>', 'lines to print', wholeNumber, 30)
    .option('--max-nodes <count>', 'nodes to ask for in each slice of time', wholeNumber, MANY_NODES)
    .action((options: RisingOptions) => rising(options, terminal));

  inRange(command('types', 'Profile types, and the services that have them')).action((options: ListOptions) =>
    types(options, terminal)
  );

  inRange(command('labels', 'Label names, or the values of one'))
    .argument('[name]', 'the label whose values are listed')
    .action((name: string | undefined, options: ListOptions) => labels(name, options, terminal));

  typed(inRange(command('series', 'A profile type over time, a line a point')))
    .option('--group-by <label>', 'a series for each value; may be repeated', several, [])
    .option('--step <seconds>', 'between two points', wholeNumber, 15)
    .action((options: Parameters<typeof series>[0]) => series(options, terminal));

  command('upload', 'Send a pprof file or folded stacks to the server')
    .argument('<file>')
    .requiredOption('--app-name <name>', 'the service it is stored under')
    .option('--label <name=value>', 'may be repeated', several, [])
    .option('--at <time>', 'when folded stacks were taken', 'now')
    .action((file: string, options: UploadOptions) => upload(file, options, terminal));

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (isCommanderError(error)) {
      return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    terminal.say(errorSentence(error, url));
    return isOfWhatWasTyped(error) ? EXIT.usage : EXIT.failed;
  }
}

function isOfWhatWasTyped(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    (error instanceof PyroscopeError && (error.code === 'bad-selector' || error.code === 'bad-profile-type'))
  );
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && 'exitCode' in error && 'code' in error && String(error.code).startsWith('commander');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new InvalidArgumentError('Write a whole number above 0.');
  }
  return Number(text);
}

function percent(text: string): number {
  const [, digits] = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text) ?? [];
  if (digits === undefined) {
    throw new InvalidArgumentError('Write per cent, such as 5%.');
  }
  return Number(digits) / 100;
}

function several(text: string, before: string[]): string[] {
  return [...before, text];
}

function formatOf(file: string): QueryOptions['format'] {
  if (/\.(?:pb\.gz|pprof)$/i.test(file)) {
    return 'pprof';
  }
  if (/\.(?:folded|txt|collapsed)$/i.test(file)) {
    return 'folded';
  }
  if (/\.speedscope\.json$/i.test(file)) {
    return 'speedscope';
  }
  if (/\.json$/i.test(file)) {
    return 'json';
  }
  throw new UsageError(`"${file}" has no ending that names a format. Use .pb.gz, .folded, .speedscope.json or .json.`);
}
