import type { TimeRange } from '../../../pkg/pyroscope/api';
import { parseSelector } from '../../../pkg/pyroscope/selector/selector';
import type { Catalog } from './catalog';

const HOUR_MS = 3_600_000;

/**
 * The resource calls of Grafana's built-in Pyroscope data source, `profileTypes`, `labelNames` and `labelValues`, with
 * the same parameters (`start`, `end`, `query`, `label`) and answers. Without a range they look at the hour around now.
 */
export async function answerResourceCall(
  catalog: Catalog,
  path: string,
  params: Record<string, unknown> = {}
): Promise<unknown> {
  const range = rangeOf(params);
  const query = typeof params.query === 'string' && params.query !== '' ? params.query : '{}';
  switch (path.replace(/^\/+|\/+$/g, '')) {
    case 'profileTypes': {
      const types = await catalog.profileTypes(range);
      return types.map(({ id, name, sampleType }) => ({ id, label: `${name} - ${sampleType}` }));
    }
    case 'labelNames': {
      const taken = new Set(parseSelector(query).matchers.map(({ name }) => name));
      const names = await catalog.labelNames([query], range);
      return names.filter((name) => !name.startsWith('__') && !taken.has(name));
    }
    case 'labelValues':
      return catalog.labelValues(String(params.label ?? ''), [query], range);
    default:
      throw new Error(`This data source has no resource named "${path}"`);
  }
}

function rangeOf({ start, end }: Record<string, unknown>): TimeRange {
  const from = Number(start);
  const to = Number(end);
  return from > 0 && to > from ? { start: from, end: to } : { start: Date.now() - HOUR_MS, end: Date.now() + HOUR_MS };
}
