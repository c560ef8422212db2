import { pyroscopeLimits } from './limits';
import { parseServeOptions, serveHelp } from './serveOptions';

it('is Pyroscope on loopback without an age limit unless told otherwise', () => {
  expect(parseServeOptions([])).toEqual({
    host: '127.0.0.1',
    port: 4040,
    allowedHosts: [],
    dataDir: undefined,
    limits: { ...pyroscopeLimits, rejectOlderThanMs: 0 },
    multitenancy: false,
    recorded: false,
    selfProfile: false,
    sampleService: false,
  });
});

it('reads flags and limits', () => {
  const options = parseServeOptions([
    '--port=5000',
    '--data',
    'some dir',
    '--multitenancy',
    '--allow-host=profiles',
    '--allow-host',
    'grafana.example',
    '--max-query-length',
    '7d',
    '--reject-older-than=1.5h',
    '--max-query-lookback=0',
    '--max-profile-size-mb',
    '0.5',
    '--max-flamegraph-nodes-max=100',
  ]);
  expect(options).toMatchObject({ port: 5000, dataDir: 'some dir', multitenancy: true });
  expect(options?.allowedHosts).toEqual(['profiles', 'grafana.example']);
  expect(options?.limits).toMatchObject({
    maxQueryLengthMs: 7 * 86_400_000,
    rejectOlderThanMs: 5_400_000,
    maxQueryLookbackMs: 0,
    maxProfileBytes: 524_288,
    maxNodes: 100,
  });
});

it.each([
  [['--port', 'x'], '--port takes a number from 0 to 65535, not "x".'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [
    ['--max-query-length', '5y'],
    '--max-query-length takes a duration such as 90s, 24h or 7d, or 0 for no limit, not "5y".',
  ],
  [
    ['--max-label-names-per-series', '1.5'],
    '--max-label-names-per-series takes a number, or 0 for no limit, not "1.5".',
  ],
  [['--nope'], "Unknown option '--nope'."],
  [['extra'], "Unexpected argument 'extra'."],
])('%j is a sentence', (argv, message) => {
  expect(() => parseServeOptions(argv)).toThrow(message);
});

it('--help names every flag', () => {
  expect(parseServeOptions(['--help'])).toBeUndefined();
  for (const flag of ['--port', '--data', '--recorded', '--max-query-length', '--ingestion-burst-size-mb']) {
    expect(serveHelp()).toContain(flag);
  }
});
