import type { LabelSet, TimeRange } from '../../api';
import { MessageReader } from '../../messageReader';
import { MessageWriter } from '../../messageWriter';
import { writeTexts, writeWhole } from './messageFields';
import { inside, pair, text } from './messageParts';

/*
 * What labels there are, written and read field by field, for the same reason as series (see seriesMessages.ts): it is
 * asked before the snapshots of a state are counted. The test holds it to the generated code.
 */

/** `LabelNamesRequest`. Throws for a time that is not a number. */
export function labelNamesMessage({ matchers, start, end }: TimeRange & { matchers?: string[] }): Uint8Array {
  const writer = new MessageWriter();
  writeTexts(writer, 1, matchers);
  writeWhole(writer, 2, start);
  writeWhole(writer, 3, end);
  return writer.finish();
}

/** `SeriesRequest`. Throws for a time that is not a number. */
export function labelSetsMessage({
  matchers,
  labelNames,
  start,
  end,
}: TimeRange & { matchers?: string[]; labelNames?: string[] }): Uint8Array {
  const writer = new MessageWriter();
  writeTexts(writer, 1, matchers);
  writeTexts(writer, 2, labelNames);
  writeWhole(writer, 3, start);
  writeWhole(writer, 4, end);
  return writer.finish();
}

/** The names of a `LabelNamesResponse`. Throws a `PyroscopeError` for bytes that are none, or that end too early. */
export function readLabelNames(bytes: Uint8Array): string[] {
  const names: string[] = [];
  const reader = new MessageReader(bytes, 0, bytes.length, true);
  while (reader.next()) {
    if (reader.field === 1) {
      names.push(text(bytes, reader));
    } else {
      reader.skip();
    }
  }
  return names;
}

/** The sets of a `SeriesResponse`; throws likewise. */
export function readLabelSets(bytes: Uint8Array): LabelSet[] {
  const sets: LabelSet[] = [];
  const reader = new MessageReader(bytes, 0, bytes.length, true);
  while (reader.next()) {
    if (reader.field === 2) {
      reader.range();
      sets.push(labels(bytes, inside(bytes, reader)));
    } else {
      reader.skip();
    }
  }
  return sets;
}

function labels(bytes: Uint8Array, reader: MessageReader): LabelSet {
  const set: LabelSet = [];
  while (reader.next()) {
    if (reader.field === 1) {
      reader.range();
      set.push(pair(bytes, inside(bytes, reader)));
    } else {
      reader.skip();
    }
  }
  return set;
}
