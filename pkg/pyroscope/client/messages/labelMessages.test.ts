import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { PyroscopeError } from '../../errors';
import { SeriesRequestSchema, SeriesResponseSchema } from '../../gen/querier/v1/querier_pb';
import { LabelNamesRequestSchema, LabelNamesResponseSchema } from '../../gen/types/v1/types_pb';
import { labelNamesMessage, labelSetsMessage, readLabelNames, readLabelSets } from './labelMessages';

const whole = fc.oneof(fc.constant(0), fc.integer(), fc.maxSafeInteger());
const words = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 });
const label = fc.record({ name: fc.string(), value: fc.string({ unit: 'grapheme' }) });
const sets = fc.array(fc.array(label, { maxLength: 3 }), { maxLength: 5 });

it('asks as the generated code does', () => {
  fc.assert(
    fc.property(words, words, whole, whole, (matchers, labelNames, start, end) => {
      const range = { start: BigInt(start), end: BigInt(end) };
      expect(labelNamesMessage({ matchers, start, end })).toEqual(
        toBinary(LabelNamesRequestSchema, create(LabelNamesRequestSchema, { matchers, ...range }))
      );
      expect(labelSetsMessage({ matchers, labelNames, start, end })).toEqual(
        toBinary(SeriesRequestSchema, create(SeriesRequestSchema, { matchers, labelNames, ...range }))
      );
    })
  );
});

it('reads what the generated code writes', () => {
  fc.assert(
    fc.property(words, sets, (names, labelSets) => {
      const namesBytes = toBinary(LabelNamesResponseSchema, create(LabelNamesResponseSchema, { names }));
      expect(readLabelNames(namesBytes)).toEqual(names);
      const message = create(SeriesResponseSchema, { labelsSet: labelSets.map((labels) => ({ labels })) });
      expect(readLabelSets(toBinary(SeriesResponseSchema, message))).toEqual(labelSets);
    })
  );
});

it('says of bytes that end too early that they do', () => {
  const message = create(SeriesResponseSchema, { labelsSet: [{ labels: [{ name: 'pod', value: 'a' }] }] });
  const bytes = toBinary(SeriesResponseSchema, message);
  for (let length = 1; length < bytes.length; length++) {
    expect(() => readLabelSets(bytes.subarray(0, length))).toThrow(PyroscopeError);
  }
  expect(() => readLabelNames(new Uint8Array([10, 5, 97]))).toThrow(expect.objectContaining({ code: 'cut-answer' }));
});
