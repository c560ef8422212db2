/* eslint-disable @typescript-eslint/no-deprecated -- the oldest Grafana supported knows importing by this name only */
import { AbstractLabelOperator, type DataSourceApi } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { CPU, dataSource, fakeBackend } from '../testing/fakeHost';

const builtIn = {
  refId: 'B',
  hide: true,
  key: 'k',
  datasource: { type: 'grafana-pyroscope-datasource', uid: 'core' },
  labelSelector: '{a="b"',
  profileTypeId: CPU,
  queryType: 'both',
  groupBy: ['pod'],
  spanSelector: ['00000000000000ab'],
  limit: 3,
  maxNodes: 512,
  annotations: true,
  includeExemplars: true,
  heatmapType: 'span',
  frameFilter: { includeFunctionNames: ['x'] },
};

function from(type: string, abstract?: unknown): DataSourceApi<DataQuery> {
  return { type, ...(abstract ? { exportToAbstractQueries: async () => abstract } : {}) } as never;
}

beforeEach(() => void fakeBackend({}));

describe('queries from another data source', () => {
  it.each(['grafana-pyroscope-datasource', 'phlare'])('keep every field from %s', async (type) => {
    const [query] = await dataSource().importQueries([builtIn], from(type, [{ refId: 'B', labelMatchers: [] }]));
    expect(query).toEqual({ ...builtIn, datasource: { type: 'hotpath-pyroscope-datasource', uid: 'hotpath' } });
  });

  it('are label matchers from others', async () => {
    const labelMatchers = [
      { name: 'app', operator: AbstractLabelOperator.Equal, value: 'a"b' },
      { name: 'odd.name', operator: AbstractLabelOperator.NotEqualRegEx, value: 'x.*' },
    ];
    const queries = await dataSource().importQueries(
      [{ refId: 'A' }, { refId: 'C', hide: true }],
      from('loki', [{ refId: 'A', labelMatchers }])
    );
    expect(queries).toMatchObject([
      { refId: 'A', labelSelector: '{app="a\\"b", "odd.name"!~"x.*"}', queryType: 'profile', profileTypeId: '' },
      { refId: 'C', hide: true, labelSelector: '{}' },
    ]);
  });

  it('are read where a text is a profile type with a selector', async () => {
    const asked = { refId: 'A', hide: true, expr: `${CPU}{app="a"}` };
    const labelMatchers = [{ name: 'app', operator: AbstractLabelOperator.Equal, value: 'a' }];
    expect(
      await dataSource().importQueries([asked], from('prometheus', [{ refId: 'A', labelMatchers }]))
    ).toMatchObject([{ refId: 'A', hide: true, profileTypeId: CPU, labelSelector: '{app="a"}', queryType: 'profile' }]);
  });

  it('select everything where the other exports none', async () => {
    expect(await dataSource().importQueries([{ refId: 'A' }], from('testdata'))).toMatchObject([
      { refId: 'A', labelSelector: '{}' },
    ]);
  });

  it('would lose their fields through another way in, which is not there', () => {
    expect('importFromAbstractQueries' in dataSource()).toBe(false);
  });
});

describe('queries for another data source', () => {
  it('are their label matchers', async () => {
    const exported = await dataSource().exportToAbstractQueries([
      { ...builtIn, refId: 'A', labelSelector: '{a="b", c!~"d|e"}' },
      { ...builtIn, refId: 'B', labelSelector: '{broken' },
    ] as never);
    expect(exported).toEqual([
      {
        refId: 'A',
        labelMatchers: [
          { name: 'a', operator: AbstractLabelOperator.Equal, value: 'b' },
          { name: 'c', operator: AbstractLabelOperator.NotEqualRegEx, value: 'd|e' },
        ],
      },
      { refId: 'B', labelMatchers: [] },
    ]);
  });
});
