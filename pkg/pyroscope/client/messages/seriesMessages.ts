import type { Exemplar, LabelSet, SelectSeriesRequest, TimeSeries } from '../../api';
import { MessageReader } from '../../messageReader';
import { MessageWriter } from '../../messageWriter';
import { inside, pair, text } from './messageParts';
import { writeCallSite, writeText, writeTexts, writeWhole } from './messageFields';

/*
 * The question for series and its answer, written and read field by field: a flame graph asks for them too, to say how
 * much it is. A day of profiles is tens of thousands of points, and generated code makes a message of each. Field numbers
 * are those of proto/querier/v1/querier.proto and proto/types/v1/types.proto; the test holds both to what the generated
 * code writes and reads.
 */

const AGGREGATIONS = { sum: 0, average: 1 } as const;
/** `ExemplarType` */
const EXEMPLARS = { individual: 2, span: 3 } as const;

/** `SelectSeriesRequest`. Throws for a time, step or limit that is not a number. */
export function seriesMessage(request: SelectSeriesRequest): Uint8Array {
  const writer = new MessageWriter();
  writeText(writer, 1, request.profileTypeId);
  writeText(writer, 2, request.labelSelector);
  writeWhole(writer, 3, request.start);
  writeWhole(writer, 4, request.end);
  writeTexts(writer, 5, request.groupBy);
  if (!Object.is(request.step, 0)) {
    writer.double(6, request.step);
  }
  if (request.aggregation) {
    writer.whole(7, AGGREGATIONS[request.aggregation]);
  }
  writeCallSite(writer, 8, request.callSite);
  if (request.limit !== undefined) {
    writer.whole(9, request.limit);
  }
  if (request.exemplars) {
    writer.whole(10, EXEMPLARS[request.exemplars]);
  }
  return writer.finish();
}

/** `SelectSeriesResponse`. Throws a `PyroscopeError` for bytes that are none, or that end too early. */
export function readSeries(bytes: Uint8Array): TimeSeries[] {
  const all: TimeSeries[] = [];
  const reader = new MessageReader(bytes, 0, bytes.length, true);
  while (reader.next()) {
    if (reader.field === 1) {
      reader.range();
      all.push(oneSeries(bytes, inside(bytes, reader)));
    } else {
      reader.skip();
    }
  }
  return all;
}

function oneSeries(bytes: Uint8Array, reader: MessageReader): TimeSeries {
  const series: TimeSeries = { labels: [], timestamps: [], values: [], exemplars: [], annotations: [] };
  while (reader.next()) {
    if (reader.field === 1) {
      reader.range();
      series.labels.push(pair(bytes, inside(bytes, reader)));
    } else if (reader.field === 2) {
      reader.range();
      addPoint(series, bytes, inside(bytes, reader));
    } else {
      reader.skip();
    }
  }
  return series;
}

function addPoint(series: TimeSeries, bytes: Uint8Array, reader: MessageReader): void {
  let value = 0;
  let timestamp = 0;
  const annotations: LabelSet = [];
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        value = reader.double();
        break;
      case 2:
        timestamp = reader.whole();
        break;
      case 3:
        reader.range();
        annotations.push(pair(bytes, inside(bytes, reader)));
        break;
      case 4:
        reader.range();
        series.exemplars.push(exemplar(bytes, inside(bytes, reader)));
        break;
      default:
        reader.skip();
    }
  }
  series.timestamps.push(timestamp);
  series.values.push(value);
  for (const { name, value: text } of annotations) {
    series.annotations.push({ timestamp, key: name, value: text });
  }
}

function exemplar(bytes: Uint8Array, reader: MessageReader): Exemplar {
  const read: Exemplar = { timestamp: 0, value: 0, profileId: '', spanId: '', traceId: '', labels: [] };
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        read.timestamp = reader.whole();
        break;
      case 2:
        read.profileId = text(bytes, reader);
        break;
      case 3:
        read.spanId = text(bytes, reader);
        break;
      case 4:
        read.value = reader.whole();
        break;
      case 5:
        reader.range();
        read.labels.push(pair(bytes, inside(bytes, reader)));
        break;
      case 6:
        read.traceId = text(bytes, reader);
        break;
      default:
        reader.skip();
    }
  }
  return read;
}
