import type { MergeStacktracesRequest, SpanProfileRequest } from '../../api';
import { MessageWriter } from '../../messageWriter';
import { writeCallSite, writeOptionalWhole, writeText, writeTexts, writeWhole } from './messageFields';

/*
 * The questions for flame graphs, written field by field. They are the only messages that a flame graph on a dashboard
 * needs; the generated ones bring a description of every message, and the library that reads it, which is 20 kB more on
 * arrival. Field numbers are those of proto/querier/v1/querier.proto; the test holds each to what the generated code
 * writes.
 */

/** `ProfileFormat.FLAMEGRAPH` */
const FLAMEGRAPH = 1;

/** `SelectMergeStacktracesRequest`, for a flame graph. Throws for a time or limit that is not a number. */
export function stacktracesMessage(request: MergeStacktracesRequest): Uint8Array {
  return stacktraces(request, FLAMEGRAPH).finish();
}

/** `DiffRequest`. Throws for a time or limit that is not a number. */
export function diffMessage(left: MergeStacktracesRequest, right: MergeStacktracesRequest): Uint8Array {
  return new MessageWriter().message(1, stacktraces(left)).message(2, stacktraces(right)).finish();
}

/** `SelectMergeSpanProfileRequest`, for a flame graph. Throws for a time or limit that is not a number. */
export function spanProfileMessage(request: SpanProfileRequest): Uint8Array {
  const writer = new MessageWriter();
  writeText(writer, 1, request.profileTypeId);
  writeText(writer, 2, request.labelSelector);
  writeTexts(writer, 3, request.spanIds);
  writeWhole(writer, 4, request.start);
  writeWhole(writer, 5, request.end);
  writeOptionalWhole(writer, 6, request.maxNodes);
  return writer.whole(7, FLAMEGRAPH).finish();
}

/** A comparison's sides have no format. */
function stacktraces(request: MergeStacktracesRequest, format?: number): MessageWriter {
  const writer = new MessageWriter();
  writeText(writer, 1, request.profileTypeId);
  writeText(writer, 2, request.labelSelector);
  writeWhole(writer, 3, request.start);
  writeWhole(writer, 4, request.end);
  writeOptionalWhole(writer, 5, request.maxNodes);
  writeOptionalWhole(writer, 6, format);
  writeCallSite(writer, 7, request.callSite);
  writeTexts(writer, 8, request.profileIds);
  writeTexts(writer, 10, request.traceIds);
  writeTexts(writer, 11, request.spanIds);
  return writer;
}
