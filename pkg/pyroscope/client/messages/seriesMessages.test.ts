import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import type { SelectSeriesRequest, TimeSeries } from '../../api';
import { PyroscopeError } from '../../errors';
import { SelectSeriesRequestSchema, SelectSeriesResponseSchema } from '../../gen/querier/v1/querier_pb';
import { readSeries, seriesMessage } from './seriesMessages';

const whole = fc.oneof(fc.constant(0), fc.integer(), fc.maxSafeInteger());
const words = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 });

const request = fc.record(
  {
    profileTypeId: fc.string(),
    labelSelector: fc.string({ unit: 'grapheme' }),
    start: whole,
    end: whole,
    step: fc.double(),
    groupBy: words,
    limit: whole,
    callSite: words,
    aggregation: fc.constantFrom('sum', 'average'),
    exemplars: fc.constantFrom('individual', 'span'),
  },
  { requiredKeys: ['profileTypeId', 'labelSelector', 'start', 'end', 'step'] }
) as fc.Arbitrary<SelectSeriesRequest>;

const labels = fc.array(fc.record({ name: fc.string(), value: fc.string({ unit: 'grapheme' }) }), { maxLength: 3 });
const exemplar = fc.record({
  timestamp: whole,
  value: whole,
  profileId: fc.string(),
  spanId: fc.string(),
  traceId: fc.string(),
  labels,
});
const point = fc.record({
  timestamp: whole,
  value: fc.double(),
  exemplars: fc.array(exemplar, { maxLength: 2 }),
  annotations: fc.array(fc.record({ key: fc.string(), value: fc.string() }), { maxLength: 2 }),
});
const series = fc.array(fc.record({ labels, points: fc.array(point, { maxLength: 6 }) }), { maxLength: 4 });

it('asks as the generated code does', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const { profileTypeId, labelSelector, groupBy, step, callSite } = asked;
      const message = create(SelectSeriesRequestSchema, {
        profileTypeID: profileTypeId,
        labelSelector,
        start: BigInt(asked.start),
        end: BigInt(asked.end),
        groupBy,
        step,
        limit: asked.limit === undefined ? undefined : BigInt(asked.limit),
        aggregation: asked.aggregation && (asked.aggregation === 'sum' ? 0 : 1),
        exemplarType: asked.exemplars && (asked.exemplars === 'individual' ? 2 : 3),
        stackTraceSelector: callSite?.length ? { callSite: callSite.map((name) => ({ name })) } : undefined,
      });
      expect(seriesMessage(asked)).toEqual(toBinary(SelectSeriesRequestSchema, message));
    })
  );
});

it.each([{ start: NaN }, { end: Infinity }, { limit: NaN }, { step: undefined }])('refuses %j', (change) => {
  const asked = { profileTypeId: 'a', labelSelector: '{}', start: 1, end: 2, step: 15, ...change };
  expect(() => seriesMessage(asked as SelectSeriesRequest)).toThrow();
});

const wire = (all: Array<{ labels: TimeSeries['labels']; points: any[] }>) =>
  toBinary(
    SelectSeriesResponseSchema,
    create(SelectSeriesResponseSchema, {
      series: all.map((one) => ({
        labels: one.labels,
        points: one.points.map((own) => ({
          ...own,
          timestamp: BigInt(own.timestamp),
          exemplars: own.exemplars.map((mark: any) => ({
            ...mark,
            timestamp: BigInt(mark.timestamp),
            value: BigInt(mark.value),
          })),
        })),
      })),
    })
  );

it('reads what the generated code writes', () => {
  fc.assert(
    fc.property(series, (all) => {
      expect(readSeries(wire(all))).toEqual(
        all.map((one) => ({
          labels: one.labels,
          timestamps: one.points.map(({ timestamp }) => timestamp),
          values: one.points.map(({ value }) => value),
          exemplars: one.points.flatMap(({ exemplars }) => exemplars),
          annotations: one.points.flatMap(({ timestamp, annotations }) =>
            annotations.map((own) => ({ timestamp, ...own }))
          ),
        }))
      );
    })
  );
});

it('answers bytes of any kind with series or a PyroscopeError', () => {
  const some = wire([
    {
      labels: [{ name: 'a', value: 'b' }],
      points: [{ timestamp: 5, value: 7, exemplars: [], annotations: [] }],
    },
  ]);
  for (let end = 1; end < some.length; end++) {
    expect(() => readSeries(some.slice(0, end))).toThrow(expect.objectContaining({ code: 'cut-answer' }));
  }
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      try {
        readSeries(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(PyroscopeError);
      }
    })
  );
});
