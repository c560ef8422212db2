import type { LabelPair } from '../../pyroscope/api';

export interface AppName {
  app: string;
  labels: LabelPair[];
}

/**
 * Parses the `name` of an ingest request, `app{label=value,…}`; values are not quoted.
 * @returns undefined when it is none.
 */
export function parseAppName(name: string): AppName | undefined {
  const match = /^([^{}]*)(?:\{(.*)\})?$/s.exec(name.trim());
  const app = match?.[1].trim();
  if (!match || !app) {
    return undefined;
  }
  const labels: LabelPair[] = [];
  for (const pair of (match[2] ?? '').split(',')) {
    if (pair.trim() === '') {
      continue;
    }
    const equals = pair.indexOf('=');
    if (equals <= 0) {
      return undefined;
    }
    labels.push({ name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() });
  }
  return { app, labels };
}

/** The labels of an ingested series. `service_name` is the app unless the request says another. */
export function ingestLabels({ app, labels }: AppName, metric: string, spyName: string): LabelPair[] {
  const kept = labels.filter(({ name }) => !name.startsWith('__'));
  const has = (wanted: string) => kept.some(({ name }) => name === wanted);
  return [
    { name: '__name__', value: metric },
    ...(spyName !== '' && !has('pyroscope_spy') ? [{ name: 'pyroscope_spy', value: spyName }] : []),
    ...(has('service_name')
      ? has('app_name')
        ? []
        : [{ name: 'app_name', value: app }]
      : [{ name: 'service_name', value: app }]),
    ...kept,
  ];
}
