import type { PprofMessage } from '../../formats/pprofMessage';
import type { LabelPair } from '../../pyroscope/api';
import { idWords } from '../storage/idWords';
import { labelsKey } from '../storage/labelsKey';
import { byName } from '../storage/seriesLabels';

/** The samples of a profile that have the same text labels. */
export interface SampleGroup {
  readonly labels: readonly LabelPair[];
  /** Rows of the profile's samples. */
  readonly rows: number[];
  /** Ids of the rows that have one, as 32-bit words. */
  readonly spans: ReadonlyMap<number, readonly number[]>;
  readonly traces: ReadonlyMap<number, readonly number[]>;
}

/**
 * Sorts samples by their text labels. A sample without values is left out, and so is one with a value below zero: a
 * counter that wrapped or was reset, and what it says of the other types means as little.
 */
export function groupSamples(message: PprofMessage): SampleGroup[] {
  const { samples, sampleTypes } = message;
  const spans = new Map<number, readonly number[]>();
  const traces = new Map<number, readonly number[]>();
  const groups = new Map<string, SampleGroup>();
  for (let row = 0; row < samples.length; row++) {
    const values = samples.value.subarray(row * sampleTypes.length, (row + 1) * sampleTypes.length);
    if (values.some((value) => value < 0) || !values.some((value) => value > 0)) {
      continue;
    }
    const { text, span, trace } = labelsOf(message, row);
    const key = labelsKey(text);
    let group = groups.get(key);
    if (!group) {
      group = { labels: text, rows: [], spans, traces };
      groups.set(key, group);
    }
    group.rows.push(row);
    if (span) {
      spans.set(row, span);
    }
    if (trace) {
      traces.set(row, trace);
    }
  }
  return [...groups.values()];
}

interface SampleLabels {
  text: readonly LabelPair[];
  span?: readonly number[];
  trace?: readonly number[];
}

const NO_LABELS: SampleLabels = { text: [] };

function labelsOf({ strings, samples }: PprofMessage, row: number): SampleLabels {
  const { firstLabel, labelKey, labelText } = samples;
  if (firstLabel[row] === firstLabel[row + 1]) {
    return NO_LABELS;
  }
  const text: LabelPair[] = [];
  let span: number[] | undefined;
  let profileId: number[] | undefined;
  let trace: number[] | undefined;
  for (let label = firstLabel[row]; label < firstLabel[row + 1]; label++) {
    if (labelText[label] === 0) {
      continue;
    }
    const name = strings[labelKey[label]];
    const value = strings[labelText[label]];
    if (name === 'span_id') {
      span = idWords(value, 2);
    } else if (name === 'profile_id') {
      profileId = idWords(value, 2);
    } else if (name === 'trace_id') {
      trace = idWords(value, 4);
    } else if (name !== '' && value !== '') {
      text.push({ name, value });
    }
  }
  return { text: text.sort(byName), span: span ?? profileId, trace };
}
