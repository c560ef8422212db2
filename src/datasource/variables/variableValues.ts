import type { MetricFindValue } from '@grafana/data';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import { parseProfileType } from '../../../pkg/pyroscope/profileType';
import { parseCheckedSelector } from '../../../pkg/pyroscope/selector/checkedSelector';
import { parseSelector, printSelector } from '../../../pkg/pyroscope/selector/selector';
import type { Catalog } from '../server/catalog';
import { errorSentence } from '../../wording/errorSentence';
import { errorText } from '../../wording/errorText';
import type { Fault } from '../query/interpolation/fault';
import { faultText } from '../query/interpolation/faultText';
import { interpolateSelector } from '../query/interpolation/selector';
import { textsOf, type Values } from '../query/interpolation/variableValue';
import { EVERYTHING } from '../query/query';
import { t } from '../../wording/t';
import { readVariableQuery } from './variableQuery';

/** A sentence for the user. */
export class VariableProblem extends Error {}

export function asProblem(error: unknown): VariableProblem {
  return error instanceof VariableProblem ? error : new VariableProblem(errorSentence(errorText(error)));
}

/**
 * The values of a variable in the order in which they are offered. A query that is not filled in yet has none. Rejects
 * with a `PyroscopeError`, or with a {@link VariableProblem} where other variables do not allow it to be asked.
 */
export async function variableValues(
  stored: unknown,
  values: Values,
  range: TimeRange,
  catalog: Catalog,
  signal?: AbortSignal
): Promise<MetricFindValue[]> {
  const query = readVariableQuery(stored);
  const matchers = selectors(query.selector, query.profileTypeId, values);
  switch (query.type) {
    case 'profileType':
      return profileTypes(selectors(query.selector, undefined, values), range, catalog, signal);
    case 'service':
      return texts(
        matchers.length === 0
          ? (await catalog.services(range, signal)).map(({ service }) => service)
          : await catalog.labelValues('service_name', matchers, range, signal)
      );
    case 'label': {
      const taken = new Set(matchers.flatMap((selector) => parseSelector(selector).matchers.map(({ name }) => name)));
      const names = await catalog.labelNames(matchers, range, signal);
      return texts(names.filter((name) => !name.startsWith('__') && !taken.has(name)));
    }
    case 'labelValue': {
      const name = query.labelName === undefined ? undefined : oneLabel(query.labelName, values);
      return name === undefined ? [] : texts(await catalog.labelValues(name, matchers, range, signal));
    }
    case undefined:
      throw new VariableProblem(
        t(
          'datasource.variable.unknown-type',
          'This variable was saved with an unknown type. Choose what it lists in its settings.'
        )
      );
  }
}

async function profileTypes(matchers: string[], range: TimeRange, catalog: Catalog, signal?: AbortSignal) {
  if (matchers.length === 0) {
    const all = await catalog.profileTypes(range, signal);
    return all.map(({ id, name, sampleType }) => typeValue(id, name, sampleType));
  }
  const ids = await catalog.profileTypesOf(matchers[0], range, signal);
  return ids.map((id) => {
    const type = parseProfileType(id);
    return typeValue(id, type?.name ?? id, type?.sampleType ?? '');
  });
}

/** Named as the built-in data source names them, since a saved dashboard shows the text. */
function typeValue(id: string, name: string, sampleType: string): MetricFindValue {
  return { text: `${name} - ${sampleType}`, value: id };
}

function selectors(selector: string | undefined, profileTypeId: string | undefined, values: Values): string[] {
  const type = profileTypeId && printSelector([{ name: '__profile_type__', op: '=', value: profileTypeId }]);
  return [selector, type]
    .filter((written) => written !== undefined && written !== '')
    .map((written) => filled(written as string, values))
    .filter((written) => written !== EVERYTHING);
}

function filled(selector: string, values: Values): string {
  const faults: Fault[] = [];
  const text = interpolateSelector(selector, values, [], (use, reason) =>
    faults.push({ reason, variable: use.whole, field: 'labelSelector' })
  );
  if (faults.length > 0) {
    throw new VariableProblem(errorSentence(faultText(faults[0])));
  }
  return printSelector(parseCheckedSelector(text).matchers);
}

function oneLabel(written: string, values: Values): string {
  const faults: Fault[] = [];
  const names = textsOf(written, values, (use, reason) =>
    faults.push({ reason, variable: use.whole, field: 'labelName' })
  );
  if (names.length > 1) {
    faults.push({ reason: 'several', variable: written, field: 'labelName' });
  }
  if (faults.length > 0) {
    throw new VariableProblem(errorSentence(faultText(faults[0])));
  }
  return names[0];
}

function texts(all: string[]): MetricFindValue[] {
  return [...new Set(all)].filter((text) => text !== '').map((text) => ({ text, value: text }));
}
