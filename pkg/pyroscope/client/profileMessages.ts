import type { MergeStacktracesRequest, SpanProfileRequest } from '../api';
import { MessageWriter } from '../messageWriter';

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
  text(writer, 1, request.profileTypeId);
  text(writer, 2, request.labelSelector);
  texts(writer, 3, request.spanIds);
  whole(writer, 4, request.start);
  whole(writer, 5, request.end);
  optionalWhole(writer, 6, request.maxNodes);
  return writer.whole(7, FLAMEGRAPH).finish();
}

/** A comparison's sides have no format. */
function stacktraces(request: MergeStacktracesRequest, format?: number): MessageWriter {
  const writer = new MessageWriter();
  text(writer, 1, request.profileTypeId);
  text(writer, 2, request.labelSelector);
  whole(writer, 3, request.start);
  whole(writer, 4, request.end);
  optionalWhole(writer, 5, request.maxNodes);
  optionalWhole(writer, 6, format);
  if (request.callSite && request.callSite.length > 0) {
    const callSite = new MessageWriter();
    for (const name of request.callSite) {
      const location = new MessageWriter();
      text(location, 1, name);
      callSite.message(1, location);
    }
    writer.message(7, callSite);
  }
  texts(writer, 8, request.profileIds);
  texts(writer, 10, request.traceIds);
  texts(writer, 11, request.spanIds);
  return writer;
}

/** Empty text is what absent fields are read as, so it is not written. */
function text(writer: MessageWriter, field: number, value: string): void {
  if (value !== '') {
    writer.text(field, value);
  }
}

function texts(writer: MessageWriter, field: number, values: readonly string[] = []): void {
  for (const value of values) {
    writer.text(field, value);
  }
}

/** So is 0. */
function whole(writer: MessageWriter, field: number, value: number): void {
  if (Math.trunc(value) !== 0) {
    writer.whole(field, value);
  }
}

/** Absent stays absent, so that the server takes its default. */
function optionalWhole(writer: MessageWriter, field: number, value: number | undefined): void {
  if (value !== undefined) {
    writer.whole(field, value);
  }
}
