import { FieldType, type DataFrame, type Field } from '@grafana/data';
import type { CallTreeError } from '../../../pkg/calltree/errors';
import type { CallTree } from '../../../pkg/calltree/tree';

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

/**
 * `rounded`: rows add up to more than the row above them, and rounding explains it. `left`: what is not in the tree, a
 * sentence each.
 */
export type ReadProfile =
  | { tree: CallTree; rounded: boolean; left: string[]; error?: undefined }
  | { tree?: undefined; rounded?: undefined; left?: undefined; error: CallTreeError };

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

/** What to call a frame whose data source says nothing more about it. */
export function frameName(frame: DataFrame): string {
  const name = frame.name === 'response' ? '' : frame.name;
  return [name, frame.refId].filter(Boolean).join(' · ');
}

/** Stands for all profiles of a panel added up, where a key of one of them would. */
export const MERGED = 'merged';

/** The profile that is shown, where it is one: undefined for all of them merged, and where there are none. */
export function pickProfile(
  profiles: readonly ProfileFrame[],
  picked: string | undefined,
  merged: boolean | undefined
): ProfileFrame | undefined {
  const chosen = profiles.find((candidate, at) => keyOf(candidate, at) === picked);
  const isMerged = profiles.length > 1 && (picked === MERGED || (!picked && merged));
  return chosen ?? (isMerged ? undefined : profiles[0]);
}

/** The same frame after a refresh: by its query, and by its place where queries have no name. */
export function keyOf(profile: ProfileFrame, at: number): string {
  return `${frameName(profile.frame)}#${at}`;
}
