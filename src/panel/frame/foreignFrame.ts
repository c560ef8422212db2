import { FieldType } from '@grafana/data';
import { CallTreeError } from '../../../pkg/calltree/errors';
import { callTreeFromNestedSet } from '../../../pkg/calltree/nestedSet';
import type { ProfileFrame, ReadProfile } from './profiles';

/** The tree of a frame that anybody may have made: each row is checked. */
export function readForeignFrame({ level, value, self, label, valueRight, selfRight }: ProfileFrame): ReadProfile {
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
