import type { CallPath } from '../../../pkg/calltree/callPath';

/** What a filter looks for in the names of functions: a part of it, a regular expression, or the name itself. */
export interface Pattern {
  text: string;
  match: 'text' | 'regex' | 'name';
}

/**
 * - `through` and `hide`: only the stacks a matching function is in, or only the others
 * - `from`: the first, without what calls the outermost matching function
 * - `drop` and `keep`: without the frames that match, or only those
 */
export type FilterKind = 'through' | 'hide' | 'from' | 'drop' | 'keep';

/** `runtime`: without idle stacks and without frames of the runtime. `application`: only frames of the user's own. */
export type PlainKind = 'runtime' | 'application' | 'invert';

export type GroupBy = 'package' | 'module' | 'file';

/** What shapes a profile anew, as plain JSON. `off` where it is kept for later. */
export type Transform = { off?: boolean } & (
  | ({ kind: FilterKind } & Pattern)
  | { kind: PlainKind }
  /** What is below one call path, by itself. */
  | { kind: 'subtree'; path: CallPath }
  /** Of all functions, or of one. */
  | { kind: 'recursion'; name?: string }
  /** The functions of a package as one frame. */
  | { kind: 'collapse'; package: string }
  | { kind: 'group'; by: GroupBy }
);

/** Whether a change of it leaves little of a call path as it was. */
export function reshapes({ kind }: Transform): boolean {
  return ['subtree', 'from', 'keep', 'application', 'invert', 'group'].includes(kind);
}

/** The list with one more. What is there already is put on; the profile is inverted once, and after all else. */
export function withTransform(transforms: readonly Transform[], added: Transform): Transform[] {
  const others = transforms.filter((one) => !sameTransform(one, added));
  const inverts = (one: Transform) => one.kind === 'invert';
  return [...others, added].sort((one, other) => Number(inverts(one)) - Number(inverts(other)));
}

function sameTransform({ off, ...one }: Transform, { off: otherOff, ...other }: Transform): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
