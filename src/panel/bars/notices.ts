import type { Hidden } from '../../../pkg/calltree/operations/operations';
import { nodeName, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import type { ProfileMeta } from '../../frames/profileMeta';
import type { ValueFormat } from '../valueFormat';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

export interface NoticeText {
  severity: 'info' | 'warning' | 'error';
  text: string;
  more?: string;
  testId?: string;
}

interface Input {
  tree: CallTree;
  focus: NodeIndex;
  missing: string | undefined;
  hidden: Hidden | undefined;
  format: ValueFormat;
  meta: ProfileMeta | undefined;
  problems: NoticeText[];
}

/** What a reader has to know to read the numbers right, most pressing first. */
export function noticesOf({ tree, focus, missing, hidden, format, meta, problems }: Input): NoticeText[] {
  return [
    ...problems,
    ...(missing === undefined
      ? []
      : [lostFocus(nameInSentence(missing), focus === 0 ? undefined : nameInSentence(nodeName(tree, focus)))]),
    ...(hidden && hidden.nodes > 0 ? [hiddenShare(tree, focus, hidden, format, meta)] : []),
    ...(meta?.notes ?? []).map((text): NoticeText => ({ severity: 'info', text })),
  ];
}

function lostFocus(missing: string, caller: string | undefined): NoticeText {
  return {
    severity: 'info',
    text:
      caller !== undefined
        ? t('panel.notice.lost-focus', '“{{missing}}” is not in this profile: its caller “{{caller}}” is shown', {
            missing,
            caller,
          })
        : t('panel.notice.lost-focus-whole', '“{{missing}}” is not in this profile: the whole of it is shown', {
            missing,
          }),
  };
}

function hiddenShare(
  tree: CallTree,
  focus: NodeIndex,
  hidden: Hidden,
  format: ValueFormat,
  meta: ProfileMeta | undefined
): NoticeText {
  const share = format.share(
    hidden.total + (hidden.totalRight ?? 0),
    tree.total[focus] + (tree.totalRight?.[focus] ?? 0)
  );
  return {
    severity: 'warning',
    testId: 'hotpath-hidden',
    text:
      focus === 0
        ? t('panel.notice.hidden', '{{share}} is hidden in “other”', { share })
        : t('panel.notice.hidden-here', '{{share}} of this view is hidden in “other”', { share }),
    more: whatHidesThem(meta),
  };
}

function whatHidesThem(meta: ProfileMeta | undefined): string {
  const limit = meta?.maxNodes?.toLocaleString();
  if (!limit) {
    return t(
      'panel.notice.hidden-default',
      'The server returned only the biggest nodes. Raise “Max nodes” in the query to see more.'
    );
  }
  return meta?.nodesLowered
    ? t('panel.notice.hidden-most', 'The server returned only the biggest {{limit}} nodes, and allows no more.', {
        limit,
      })
    : t(
        'panel.notice.hidden-limit',
        'The server returned only the biggest {{limit}} nodes. Raise “Max nodes” in the query to see more.',
        { limit }
      );
}
