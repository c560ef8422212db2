import { parseArgs } from 'node:util';
import { laptopLimits, type Limits, pyroscopeLimits } from './limits';

/** What was asked for on the command line. */
export interface ServeOptions {
  host: string;
  port: number;
  /** Names besides loopback's and `host` under which it answers. */
  allowedHosts: string[];
  dataDir?: string;
  limits: Limits;
  multitenancy: boolean;
  recorded: boolean;
  selfProfile: boolean;
  sampleService: boolean;
}

/** A command line that cannot be followed; the message is for the reader. */
export class UsageError extends Error {}

const DEFAULT_PORT = 4040;
const SECOND = 1000;
const MIB = 1024 * 1024;
const UNITS: Record<string, number> = {
  ms: 1,
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 86_400 * SECOND,
  w: 604_800 * SECOND,
};

type Kind = 'duration' | 'count' | 'mebibytes';
type LimitFlag = [limit: keyof Limits, kind: Kind, help: string];

/** Named as Pyroscope names them, without the prefix. */
const LIMIT_FLAGS: Record<string, LimitFlag> = {
  'max-query-length': ['maxQueryLengthMs', 'duration', 'longest range of a query'],
  'max-query-lookback': ['maxQueryLookbackMs', 'duration', 'how far back a query sees'],
  'max-flamegraph-nodes-default': ['defaultNodes', 'count', 'nodes of a flame graph when a query does not say'],
  'max-flamegraph-nodes-max': ['maxNodes', 'count', 'most nodes a query may ask for'],
  'reject-older-than': ['rejectOlderThanMs', 'duration', 'age at which a profile is refused'],
  'reject-newer-than': ['rejectNewerThanMs', 'duration', 'how far in the future a profile may lie'],
  'max-profile-size-mb': ['maxProfileBytes', 'mebibytes', 'largest profile, uncompressed'],
  'max-profile-stacktrace-samples': ['maxProfileSamples', 'count', 'most samples of a profile'],
  'max-profile-stacktrace-depth': ['maxStackDepth', 'count', 'deepest stack; what is deeper is cut at its leaf'],
  'max-label-names-per-series': ['maxLabelNames', 'count', 'most labels of a profile'],
  'max-length-label-name': ['maxLabelNameLength', 'count', 'longest label name'],
  'max-length-label-value': ['maxLabelValueLength', 'count', 'longest label value'],
  'max-request-mb': ['maxBodyBytes', 'mebibytes', 'largest request'],
  'ingestion-rate-limit-mb': ['ingestBytesPerSecond', 'mebibytes', 'profiles a second, uncompressed'],
  'ingestion-burst-size-mb': ['ingestBurstBytes', 'mebibytes', 'profiles at once; a larger one never passes'],
};

const SWITCHES = ['multitenancy', 'recorded', 'self-profile', 'sample-service', 'help'] as const;

/** @throws UsageError. Undefined means that help was asked for. */
export function parseServeOptions(argv: readonly string[]): ServeOptions | undefined {
  const { values } = parse(argv);
  if (values.help) {
    return undefined;
  }
  const text = (name: string) => values[name] as string | undefined;
  const limits: Limits = { ...(values.recorded ? laptopLimits : pyroscopeLimits), rejectOlderThanMs: 0 };
  for (const [flag, [limit, kind]] of Object.entries(LIMIT_FLAGS)) {
    const value = text(flag);
    if (value !== undefined) {
      limits[limit] = parseLimit(flag, kind, value);
    }
  }
  return {
    host: text('host') ?? '127.0.0.1',
    port: parsePort(text('port')),
    allowedHosts: (values['allow-host'] as string[] | undefined) ?? [],
    dataDir: text('data'),
    limits,
    multitenancy: values.multitenancy === true,
    recorded: values.recorded === true,
    selfProfile: values['self-profile'] === true,
    sampleService: values['sample-service'] === true,
  };
}

export function serveHelp(): string {
  const lines = Object.entries(LIMIT_FLAGS).map(([flag, [limit, kind, help]]) => {
    const value = limit === 'rejectOlderThanMs' ? 0 : pyroscopeLimits[limit];
    return row(`--${flag} ${{ duration: 'D', count: 'N', mebibytes: 'N' }[kind]}`, `${help} (${shown(kind, value)})`);
  });
  return [
    'Serves the API of Grafana Pyroscope from this machine, for one person and for tests.',
    '',
    'Usage: npm run serve -- [options]',
    '',
    row('--port N', `port to listen on; the next best free one if it is taken (${DEFAULT_PORT})`),
    row('--host H', 'address to listen on (127.0.0.1)'),
    row('--allow-host NAME', 'answers under this name as well, and pages from there; can be given several times'),
    row('--data DIR', 'folder for the profiles; without it they are gone when the server ends'),
    row('--recorded', 'starts with the recorded profiles of Go, Python, Java and Node, as if of the last half hour'),
    row('--sample-service', 'runs a small busy program whose profile keeps coming in'),
    row('--self-profile', "shows the server's own profile"),
    row('--multitenancy', 'keeps tenants apart by the header X-Scope-OrgID'),
    row('--help', 'prints this'),
    '',
    'Limits, 0 for none; D is a duration such as 90s, 24h or 7d:',
    ...lines,
    '',
  ].join('\n');
}

function parse(argv: readonly string[]): { values: Record<string, string | boolean | string[] | undefined> } {
  const strings = ['port', 'host', 'data', ...Object.keys(LIMIT_FLAGS)];
  const options = Object.fromEntries([
    ...strings.map((name) => [name, { type: 'string' as const }]),
    ...SWITCHES.map((name) => [name, { type: 'boolean' as const }]),
    ['allow-host', { type: 'string' as const, multiple: true }],
  ]) as Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>;
  try {
    return parseArgs({ args: [...argv], options }) as {
      values: Record<string, string | boolean | string[] | undefined>;
    };
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0].replace(/\.?$/, '.'), { cause: error });
  }
}

function parsePort(text: string | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text);
  if (!/^\d*$/.test(text ?? '') || text === '' || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function parseLimit(flag: string, kind: Kind, text: string): number {
  if (kind === 'duration') {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text);
    if (!match && text !== '0') {
      throw new UsageError(`--${flag} takes a duration such as 90s, 24h or 7d, or 0 for no limit, not "${text}".`);
    }
    return match ? Number(match[1]) * UNITS[match[2]] : 0;
  }
  if (!/^\d+(\.\d+)?$/.test(text) || (kind === 'count' && text.includes('.'))) {
    throw new UsageError(`--${flag} takes a number, or 0 for no limit, not "${text}".`);
  }
  return kind === 'mebibytes' ? Math.round(Number(text) * MIB) : Number(text);
}

function shown(kind: Kind, value: number): string {
  if (kind === 'mebibytes') {
    return String(value / MIB);
  }
  if (kind === 'count' || value === 0) {
    return String(value);
  }
  const [unit, size] = Object.entries(UNITS)
    .reverse()
    .find(([name, ms]) => name !== 'w' && name !== 'd' && value % ms === 0)!;
  return `${value / size}${unit}`;
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(34)} ${right}`;
}
