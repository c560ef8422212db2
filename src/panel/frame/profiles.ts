import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { callTreeFromNestedSet } from '../../../pkg/calltree/nestedSet';
import { CallTreeError } from '../../../pkg/calltree/errors';
import type { CallTree } from '../../../pkg/calltree/tree';
import { rememberedTree } from '../../frames/frameTree';

/** A frame that is a flame graph, as far as its fields tell. */
export interface ProfileFrame {
  readonly frame: DataFrame;
  readonly level: Field;
  readonly value: Field;
  readonly self: Field;
  readonly label: Field;
  readonly valueRight?: Field;
  readonly selfRight?: Field;
}

/** The frames that are flame graphs, in order. */
export function profileFrames(series: readonly DataFrame[]): ProfileFrame[] {
  return series.map(asProfileFrame).filter((profile) => profile !== undefined);
}

function asProfileFrame(frame: DataFrame): ProfileFrame | undefined {
  const field = (name: string, ...types: FieldType[]) =>
    frame.fields.find((candidate) => candidate.name === name && types.includes(candidate.type));
  const level = field('level', FieldType.number);
  const value = field('value', FieldType.number);
  const self = field('self', FieldType.number);
  const label = field('label', FieldType.string, FieldType.enum);
  if (!level || !value || !self || !label) {
    return undefined;
  }
  return {
    frame,
    level,
    value,
    self,
    label,
    valueRight: field('valueRight', FieldType.number),
    selfRight: field('selfRight', FieldType.number),
  };
}

/** `rounded`: rows add up to more than the row above them, and rounding explains it. */
export type ReadProfile =
  | { tree: CallTree; rounded: boolean; error?: undefined }
  | { tree?: undefined; rounded?: undefined; error: CallTreeError };

/** By the values' array: a refresh that brings the same arrays brings the same tree. */
const read = new WeakMap<object, { columns: unknown[]; result: ReadProfile }>();

export function readProfile(profile: ProfileFrame): ReadProfile {
  const { level, value, self, label, valueRight, selfRight } = profile;
  const fields = [level, value, self, label, valueRight, selfRight].filter((field) => field !== undefined);
  const columns = fields.map(({ values }) => values);
  const known = read.get(value.values);
  if (known && known.columns.length === columns.length && columns.every((column, at) => column === known.columns[at])) {
    return known.result;
  }
  const tree = rememberedTree(fields);
  const result = tree ? { tree, rounded: false } : convert(profile);
  read.set(value.values, { columns, result });
  return result;
}

function convert({ level, value, self, label, valueRight, selfRight }: ProfileFrame): ReadProfile {
  const texts = label.config.type?.enum?.text;
  try {
    let rounded = false;
    const tree = callTreeFromNestedSet(
      {
        level: level.values,
        value: value.values,
        self: self.values,
        label: label.type === FieldType.enum && texts ? { indices: label.values, texts } : label.values,
        ...(valueRight && selfRight && { valueRight: valueRight.values, selfRight: selfRight.values }),
      },
      () => {
        rounded = true;
      }
    );
    return { tree, rounded };
  } catch (error) {
    if (error instanceof CallTreeError) {
      return { error };
    }
    throw error;
  }
}

/** What to call a frame whose data source says nothing more about it. */
export function frameName(frame: DataFrame): string {
  const name = frame.name === 'response' ? '' : frame.name;
  return [name, frame.refId].filter(Boolean).join(' · ');
}

/** The same frame after a refresh: by its query, and by its place where queries have no name. */
export function keyOf(profile: ProfileFrame, at: number): string {
  return `${frameName(profile.frame)}#${at}`;
}
