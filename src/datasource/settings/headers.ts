import type { DataSourceSettings } from '@grafana/data';

export const TENANT_HEADER = 'X-Scope-OrgID';

/** Grafana numbers headers from 1 and stops at the first without a name; values are secrets of the same number. */
export interface Header {
  name: string;
  /** Empty while it is not typed; a saved one cannot be read back. */
  value: string;
  saved: boolean;
}

type Settings = Pick<DataSourceSettings<any, any>, 'jsonData' | 'secureJsonData' | 'secureJsonFields'>;

export function readHeaders({ jsonData, secureJsonData, secureJsonFields }: Settings): Header[] {
  const headers: Header[] = [];
  for (let n = 1; jsonData[`httpHeaderName${n}`] !== undefined; n++) {
    headers.push({
      name: String(jsonData[`httpHeaderName${n}`]),
      value: secureJsonData?.[`httpHeaderValue${n}`] ?? '',
      saved: Boolean(secureJsonFields?.[`httpHeaderValue${n}`]),
    });
  }
  return headers;
}

export function withHeader<T extends Settings>(settings: T, index: number, part: Partial<Header>): T {
  const headers = readHeaders(settings);
  headers[index] = { ...headers[index], ...part };
  return withHeaders(settings, headers);
}

/**
 * With another header. It comes before those that were added and have no name yet: Grafana stops reading at the first
 * header without one.
 */
export function withAddedHeader<T extends Settings>(settings: T, header: Header): T {
  const headers = readHeaders(settings);
  let index = headers.length;
  while (index > 0 && headers[index - 1].name === '' && !headers[index - 1].saved) {
    index--;
  }
  headers.splice(index, 0, header);
  return withHeaders(settings, headers);
}

/**
 * Without a header. The last one takes its number, so that the numbers stay without a gap; its saved value stays under
 * its old number, where nothing reads it, and has to be typed again.
 */
export function withoutHeader<T extends Settings>(settings: T, index: number): T {
  const headers = readHeaders(settings);
  const last = headers.pop();
  if (last && index < headers.length) {
    headers[index] = { ...last, saved: false };
  }
  return withHeaders(settings, headers);
}

function withHeaders<T extends Settings>(settings: T, headers: Header[]): T {
  const jsonData = withoutNumbered(settings.jsonData, 'httpHeaderName');
  const secureJsonData = withoutNumbered(settings.secureJsonData ?? {}, 'httpHeaderValue');
  const secureJsonFields = withoutNumbered(settings.secureJsonFields ?? {}, 'httpHeaderValue');
  headers.forEach(({ name, value, saved }, index) => {
    jsonData[`httpHeaderName${index + 1}`] = name;
    secureJsonFields[`httpHeaderValue${index + 1}`] = saved;
    if (!saved) {
      secureJsonData[`httpHeaderValue${index + 1}`] = value;
    }
  });
  return { ...settings, jsonData, secureJsonData, secureJsonFields };
}

function withoutNumbered(record: Record<string, any>, prefix: string): Record<string, any> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !new RegExp(`^${prefix}\\d+$`).test(key)));
}
