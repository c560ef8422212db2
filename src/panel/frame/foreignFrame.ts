import { FieldType } from '@grafana/data';
import { CallTreeError } from '../../../pkg/calltree/errors';
import { callTreeFromNestedSet } from '../../../pkg/calltree/nestedSet';
import type { CallTree } from '../../../pkg/calltree/tree';
import { profileMeta } from '../../frames/profileMeta';
import { t } from '../../wording/t';
import { createValueFormat } from '../valueFormat';
import type { ProfileFrame, ReadProfile } from './profiles';

/** Less than this of a profile is not worth a line. */
const LEAST = 0.001;

/** The tree of a frame that anybody may have made: each row is checked. */
export function readForeignFrame(profile: ProfileFrame): ReadProfile {
  const { frame, level, value, self, label, valueRight, selfRight } = profile;
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
    return { tree, rounded, left: profileMeta(frame) ? withoutRows(profile, tree) : [] };
  } catch (error) {
    if (error instanceof CallTreeError) {
      return { error };
    }
    throw error;
  }
}

/**
 * Says how much of a profile of ours stands in rows that a transformation took away: of all there was, each part was in
 * one row's own.
 */
function withoutRows({ value }: ProfileFrame, { length, self, total, selfRight, totalRight }: CallTree): string[] {
  const whole = total[0] + (totalRight?.[0] ?? 0);
  let gone = whole;
  for (let node = 0; node < length; node++) {
    gone -= self[node] + (selfRight?.[node] ?? 0);
  }
  return gone > whole * LEAST
    ? [
        t('panel.notice.rows-gone', '{{share}} is in rows that the panel’s transformations took away', {
          share: createValueFormat(value).share(gone, whole),
        }),
      ]
    : [];
}
