import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import type { MergeStacktracesRequest } from '../../api';
import {
  DiffRequestSchema,
  ProfileFormat,
  SelectMergeSpanProfileRequestSchema,
  SelectMergeStacktracesRequestSchema,
} from '../../gen/querier/v1/querier_pb';
import { diffMessage, spanProfileMessage, stacktracesMessage } from './profileMessages';

const whole = fc.oneof(fc.constant(0), fc.integer(), fc.maxSafeInteger());
const words = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 });
const request: fc.Arbitrary<MergeStacktracesRequest> = fc.record(
  {
    profileTypeId: fc.string(),
    labelSelector: fc.string({ unit: 'grapheme' }),
    start: whole,
    end: whole,
    maxNodes: whole,
    callSite: words,
    profileIds: words,
    traceIds: words,
    spanIds: words,
  },
  { requiredKeys: ['profileTypeId', 'labelSelector', 'start', 'end'] }
);

const generated = ({ profileTypeId, labelSelector, ...rest }: MergeStacktracesRequest) => ({
  profileTypeID: profileTypeId,
  labelSelector,
  start: BigInt(rest.start),
  end: BigInt(rest.end),
  maxNodes: rest.maxNodes === undefined ? undefined : BigInt(rest.maxNodes),
  stackTraceSelector: rest.callSite?.length ? { callSite: rest.callSite.map((name) => ({ name })) } : undefined,
  profileIdSelector: rest.profileIds,
  traceIdSelector: rest.traceIds,
  spanSelector: rest.spanIds,
});

describe('messages written by hand are those of the generated code', () => {
  it('SelectMergeStacktraces', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const message = create(SelectMergeStacktracesRequestSchema, {
          ...generated(asked),
          format: ProfileFormat.FLAMEGRAPH,
        });
        expect(stacktracesMessage(asked)).toEqual(toBinary(SelectMergeStacktracesRequestSchema, message));
      })
    );
  });

  it('Diff', () => {
    fc.assert(
      fc.property(request, request, (left, right) => {
        const message = create(DiffRequestSchema, { left: generated(left), right: generated(right) });
        expect(diffMessage(left, right)).toEqual(toBinary(DiffRequestSchema, message));
      })
    );
  });

  it('SelectMergeSpanProfile', () => {
    fc.assert(
      fc.property(request, words, (asked, spanIds) => {
        const { profileTypeID, labelSelector, start, end, maxNodes } = generated(asked);
        const message = create(SelectMergeSpanProfileRequestSchema, {
          ...{ profileTypeID, labelSelector, start, end, maxNodes },
          spanSelector: spanIds,
          format: ProfileFormat.FLAMEGRAPH,
        });
        expect(spanProfileMessage({ ...asked, spanIds })).toEqual(
          toBinary(SelectMergeSpanProfileRequestSchema, message)
        );
      })
    );
  });
});

it.each([NaN, Infinity, 2 ** 63])('refuses %s as a time', (start) => {
  const asked = { profileTypeId: 'a', labelSelector: '{}', start, end: 1 };
  expect(() => stacktracesMessage(asked)).toThrow();
});
