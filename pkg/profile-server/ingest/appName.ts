import type { LabelPair } from '../../pyroscope/api';
import { invalid } from '../errors/connectError';

export interface AppName {
  app: string;
  /** Each name once: of a repeated one the last value counts. */
  labels: ReadonlyMap<string, string>;
}

const APP = /^[a-zA-Z0-9_.\-/]+$/;
const LABEL = /^[a-zA-Z0-9_.]+$/;
/** A label of this name stands for the app. */
const APP_LABEL = '__name__';
const UNKNOWN_SPY = 'unknown';

/**
 * Parses the `name` of an ingest request, `app{label=value,…}`, as Pyroscope does (its package `labelset`): values are
 * not quoted, and of labels that are not closed by `,` or `}` the last one is lost.
 * @throws ConnectError invalid_argument with what is wrong
 */
export function parseAppName(name: string): AppName {
  const brace = name.indexOf('{');
  let app = (brace < 0 ? name : name.slice(0, brace)).trim();
  const labels = new Map<string, string>();
  for (const [label, value] of brace < 0 ? [] : labelsIn(name.slice(brace + 1))) {
    if (label === APP_LABEL) {
      app = value;
    } else if (LABEL.test(label)) {
      labels.set(label, value);
    } else {
      throw refused(name, `the label name ${JSON.stringify(label)} must be of letters, digits, _ and .`);
    }
  }
  if (!APP.test(app)) {
    throw refused(name, 'the application must be of letters, digits, _ . - and /');
  }
  return { app, labels };
}

function* labelsIn(text: string): Generator<[label: string, value: string]> {
  let at = 0;
  for (;;) {
    const equals = text.indexOf('=', at);
    const close = text.indexOf('}', at);
    if (equals < 0 || (close >= 0 && close < equals)) {
      return;
    }
    const length = text.slice(equals + 1).search(/[,}]/);
    if (length < 0) {
      return;
    }
    const end = equals + 1 + length;
    yield [text.slice(at, equals).trim(), text.slice(equals + 1, end).trim()];
    at = end + 1;
  }
}

function refused(name: string, why: string) {
  return invalid(`invalid application name ${JSON.stringify(name)}: it has the form app{label=value}, and ${why}`);
}

/**
 * The labels of an ingested series. `service_name` is the app unless the request says another; the app is then in
 * `app_name`.
 */
export function ingestLabels({ app, labels }: AppName, metric: string, spyName: string): LabelPair[] {
  const own = labels.get('service_name') ? { app_name: app } : { service_name: app };
  const all = new Map([
    ...Object.entries({ pyroscope_spy: spyName || UNKNOWN_SPY, ...own }),
    ...[...labels].filter(([name, value]) => value !== '' && !name.startsWith('__')),
    ['__name__', metric] as const,
  ]);
  return [...all].map(([name, value]) => ({ name, value }));
}
