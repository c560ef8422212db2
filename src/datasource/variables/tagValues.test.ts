import { fromBinary } from '@bufbuild/protobuf';
import { LabelNamesRequestSchema, LabelValuesRequestSchema } from '../../../pkg/pyroscope/gen/types/v1/types_pb';
import { dataSource, fakeBackend, RANGE } from '../testing/fakeHost';
import { LISTS, timeRange } from '../testing/showEditor';

const filters = [
  { key: 'region', operator: '=|', value: 'a"b', values: ['a"b', 'c.d'] },
  { key: 'pod', operator: '!=', value: 'p' },
  { key: '', operator: '=', value: '' },
];
const timeRangeOf = timeRange(RANGE.from, RANGE.to);

describe('what an ad hoc filter can be', () => {
  it('is a label of what the other filters leave', async () => {
    const sent = fakeBackend(LISTS);
    const { data } = await dataSource().getTagKeys({ filters, timeRange: timeRangeOf });
    expect(data.map(({ text }) => text)).toEqual(['pod', 'region', 'service_name']);
    const { matchers, start } = fromBinary(LabelNamesRequestSchema, sent[0].body);
    expect(matchers).toEqual(['{region=~"a\\"b|c\\\\.d", pod!="p"}']);
    expect(Number(start)).toBeLessThanOrEqual(RANGE.from);
  });

  it('is a value of its label', async () => {
    const sent = fakeBackend(LISTS);
    const { data } = await dataSource().getTagValues({ key: 'pod', filters, timeRange: timeRangeOf });
    expect(data).toHaveLength(2);
    const { name, matchers } = fromBinary(LabelValuesRequestSchema, sent[0].body);
    expect({ name, matchers }).toEqual({ name: 'pod', matchers: ['{region=~"a\\"b|c\\\\.d"}'] });
    expect((await dataSource().getTagValues({ key: '', filters: [] })).data).toEqual([]);
  });

  it('is not known where the server does not answer, and why is said', async () => {
    fakeBackend({ LabelNames: new TypeError('refused') });
    const { data, error } = await dataSource().getTagKeys();
    expect(data).toEqual([]);
    expect(error?.message).toMatch(/No complete answer/);
  });
});
