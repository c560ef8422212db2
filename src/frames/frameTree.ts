import type { Field } from '@grafana/data';
import type { CallTree } from '../../pkg/calltree/tree';

/**
 * The tree that a frame's fields were made of, told to the panel without a second look at every row. It is written on
 * the values' array, under a name that plugins built apart agree on, and lives as long as the array. Fields whose
 * arrays were replaced, left out or added since, as transformations do, are no longer those of the tree.
 */
interface Remembered {
  readonly tree: CallTree;
  /** Field name and array, for each field. */
  readonly columns: ReadonlyMap<string, unknown>;
  readonly texts: readonly string[];
}

const REMEMBERED = Symbol.for('hotpath profile frame 1');

export function rememberTree(fields: readonly Field[], tree: CallTree): void {
  const remembered: Remembered = {
    tree,
    columns: new Map(fields.map(({ name, values }) => [name, values])),
    texts: tree.functions.names,
  };
  const value = fields.find(({ name }) => name === 'value');
  // Not enumerable: nobody who copies or compares arrays meets it.
  Object.defineProperty(value?.values, REMEMBERED, { value: remembered });
}

/** The tree of fields that are still as they were made, and of these fields alone. */
export function rememberedTree(fields: readonly Field[]): CallTree | undefined {
  const values = fields.find(({ name }) => name === 'value')?.values as { [REMEMBERED]?: Remembered } | undefined;
  const remembered = values?.[REMEMBERED];
  if (!remembered || remembered.columns.size !== fields.length) {
    return undefined;
  }
  const { tree, columns, texts } = remembered;
  const unchanged = fields.every(
    ({ name, values: array, config }) =>
      columns.get(name) === array &&
      array.length === tree.length &&
      (name !== 'label' || sameTexts(config.type?.enum?.text, texts))
  );
  return unchanged ? tree : undefined;
}

/** Grafana copies a field's settings, and with them the list; comparing a text with itself takes no time. */
function sameTexts(copied: readonly string[] | undefined, texts: readonly string[]): boolean {
  return copied?.length === texts.length && texts.every((text, at) => copied[at] === text);
}
