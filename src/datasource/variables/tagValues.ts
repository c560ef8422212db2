import type {
  DataSourceGetTagKeysOptions,
  DataSourceGetTagValuesOptions,
  GetTagResponse,
  MetricFindValue,
} from '@grafana/data';
import type { Catalog } from '../server/catalog';
import { errorSentence } from '../../wording/errorSentence';
import { errorText } from '../../wording/errorText';
import { EVERYTHING } from '../query/query';
import { toRangeOrDay } from '../query/timeRange';
import { filterSelector } from '../query/interpolation/adHocFilters';

/** What an ad hoc filter can be of: labels of the series that the other filters leave. */
export async function tagKeys(options: Partial<DataSourceGetTagKeysOptions> = {}, catalog: Catalog) {
  const { filters, timeRange } = options;
  return answered(async () => {
    const names = await catalog.labelNames(scope(filters), toRangeOrDay(timeRange));
    return names.filter((name) => !name.startsWith('__'));
  });
}

/** What the label of a filter can be. */
export async function tagValues(options: DataSourceGetTagValuesOptions, catalog: Catalog) {
  const { key, filters, timeRange } = options;
  return answered(async () =>
    key ? catalog.labelValues(key, scope(filters?.filter((other) => other.key !== key)), toRangeOrDay(timeRange)) : []
  );
}

function scope(filters: DataSourceGetTagKeysOptions['filters'] | undefined): string[] {
  const selector = filterSelector(filters);
  return selector === EVERYTHING ? [] : [selector];
}

async function answered(ask: () => Promise<string[]>): Promise<GetTagResponse> {
  try {
    const data: MetricFindValue[] = (await ask()).map((text) => ({ text, value: text }));
    return { data };
  } catch (error) {
    return { data: [], error: { message: errorSentence(errorText(error)) } };
  }
}
