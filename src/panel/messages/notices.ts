import type { DataQueryError } from '@grafana/data';
import type { Hidden } from '../../../pkg/calltree/operations/operations';
import { nodeName } from '../../../pkg/calltree/tree';
import type { ProfileMeta } from '../../frames/profileMeta';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { failedQuery } from './failedQuery';
import type { Finer } from '../finer/useFiner';
import type { ProfileScene } from '../view/scene';
import { partText } from '../bars/status';

export interface NoticeText {
  severity: 'info' | 'warning' | 'error';
  text: string;
  more?: string;
  testId?: string;
  /** What the user can do about it with one click. */
  action?: { label: string; run(): void };
  /** Where Explore shows what the notice speaks of. */
  link?: { title: string; url: string };
}

/** What an answer brought besides the profile that is shown. */
export interface AnswerFacts {
  errors: readonly DataQueryError[];
  rounded: boolean;
  progress: string | undefined;
  /** What is not in a sum of profiles, a sentence each. */
  left: readonly string[];
}

interface Input {
  scene: ProfileScene;
  missing: string | undefined;
  hidden: Hidden | undefined;
  meta: ProfileMeta | undefined;
  problems: NoticeText[];
  /** Of functions without a name. */
  unnamed?: NoticeText;
  /** How what is hidden is being opened. */
  finer?: Finer;
}

/** Of the text of a notice, about, in CSS pixels; writing without an alphabet is twice as wide. */
const CHARACTER = 6.1;
/** What else stands in a notice's line. */
const AROUND = 30;

/**
 * The notices that have a line, each with all that the user cannot read there: itself where it is longer than the line,
 * and with the last one those that have no line.
 */
export function noticeLines(
  notices: readonly NoticeText[],
  lines: number,
  width: number
): Array<NoticeText & { inFull?: NoticeText[] }> {
  return notices.slice(0, lines).map((notice, at) => {
    const rest = at === lines - 1 ? notices.slice(lines) : [];
    const text = [notice.text, notice.more, notice.link?.title, notice.action?.label].filter(Boolean).join(' ');
    const wide = text.match(/[\u1100-\uffdc]/g)?.length ?? 0;
    const isCut = (text.length + wide) * CHARACTER > width - AROUND;
    return isCut || rest.length > 0 ? { ...notice, inFull: [notice, ...rest] } : notice;
  });
}

/** What a user has to know to read the numbers right, most pressing first. */
export function noticesOf({ scene, missing, hidden, meta, problems, unnamed, finer }: Input): NoticeText[] {
  return [
    ...problems,
    ...(meta?.comparison?.alone ? [meta.comparison.alone] : []),
    ...(meta?.instead === undefined ? [] : [{ severity: 'warning' as const, text: meta.instead }]),
    ...(missing === undefined ? [] : [lostFocus(missing, scene)]),
    ...(hidden && hidden.nodes > 0
      ? [hiddenShare(scene, hidden, meta, finer)]
      : finer?.state?.kind === 'most'
        ? [
            info(
              t(
                'panel.notice.all-here',
                'Nothing is hidden in “other” any more, in this view and until the next refresh'
              )
            ),
          ]
        : []),
    ...(unnamed ? [unnamed] : []),
    ...(meta?.notes ?? []).map(info),
    ...(meta?.links ?? []).map(({ text, link }) => ({ ...info(text), link })),
  ];
}

/** What went wrong beside the profile that is shown, what is special about its values, and how far it is. */
export function answerNotices({ errors, rounded, progress, left }: AnswerFacts): NoticeText[] {
  return [
    ...errors
      .map(failedQuery)
      .map(({ title, remedy }): NoticeText => ({ severity: 'error', text: title, more: remedy })),
    ...(rounded
      ? [
          info(
            t('panel.notice.rounded', 'The values are rounded: some rows add up to slightly more than the row above')
          ),
        ]
      : []),
    ...(progress === undefined ? [] : [info(progress)]),
    ...left.map((text): NoticeText => ({ severity: 'warning', text })),
  ];
}

function info(text: string): NoticeText {
  return { severity: 'info', text };
}

function lostFocus(name: string, { tree, focus, state }: ProfileScene): NoticeText {
  const missing = nameInSentence(name);
  const caller = focus === 0 ? undefined : nameInSentence(nodeName(tree, focus));
  const { transforms } = state;
  return {
    severity: 'info',
    text: transforms.some(({ off }) => !off)
      ? t('panel.notice.lost-focus-shaped', '“{{missing}}” is not in what the transforms leave. Showing {{what}}.', {
          missing,
          what: caller === undefined ? t('panel.notice.all-of-it', 'all of it') : `“${caller}”`,
        })
      : caller !== undefined
        ? t('panel.notice.lost-focus', '“{{missing}}” is not in this profile. Showing its caller “{{caller}}”.', {
            missing,
            caller,
          })
        : t('panel.notice.lost-focus-whole', '“{{missing}}” is not in this profile. Showing all of it.', {
            missing,
          }),
  };
}

function hiddenShare(
  { tree, focus, format }: ProfileScene,
  hidden: Hidden,
  meta: ProfileMeta | undefined,
  finer: Input['finer']
): NoticeText {
  const share = partText(tree, focus, hidden, format);
  return {
    severity: 'warning',
    testId: 'hotpath-hidden',
    text:
      focus === 0
        ? t('panel.notice.hidden', '{{share}} is hidden in “other”', { share })
        : t('panel.notice.hidden-here', '{{share}} of this view is hidden in “other”', { share }),
    more: (finer && howItIsOpened(finer, focus !== 0)) ?? whatHidesThem(meta, finer?.askForMost !== undefined),
    action: finer && hiddenAction(finer, meta),
  };
}

function hiddenAction({ state, askForMost, cancel }: NonNullable<Input['finer']>, meta: ProfileMeta | undefined) {
  if (state?.kind === 'asking most') {
    return { label: t('panel.notice.cancel', 'Cancel'), run: cancel };
  }
  return askForMost && state?.kind !== 'most' && !meta?.nodesLowered
    ? { label: t('panel.notice.ask-for-more', 'Ask for more'), run: askForMost }
    : undefined;
}

function howItIsOpened({ tree, state }: NonNullable<Input['finer']>, focused: boolean): string | undefined {
  switch (state?.kind) {
    case 'asking most':
      return state.progress ?? t('panel.notice.asking-most', 'Asking for as many nodes as the server allows…');
    case 'asking below':
      return t('panel.notice.asking-below', 'Asking the server for what is below this function…');
    case 'most':
      if (tree.length < (state.maxNodes ?? 0)) {
        return t(
          'panel.notice.called-other',
          'The server returned all nodes: a function of the program is called “other”, and what it calls is counted as its own.'
        );
      }
      return t(
        'panel.notice.most',
        'The server returned its biggest {{limit}} nodes, the most that can be asked for.',
        {
          limit: state.maxNodes?.toLocaleString() ?? '',
        }
      );
    case 'path ignored':
      return focused
        ? t('panel.notice.path-ignored', 'The server cannot be asked for one function’s part of the profile.')
        : undefined;
    case 'failed':
      return t('panel.notice.finer-failed', 'More could not be loaded. {{reason}}', { reason: state.reason });
    case undefined:
      return undefined;
  }
}

function whatHidesThem(meta: ProfileMeta | undefined, canAsk: boolean): string {
  const limit = meta?.maxNodes?.toLocaleString();
  if (meta?.nodesLowered && limit) {
    return t('panel.notice.hidden-most', 'The server returned only the biggest {{limit}} nodes, and allows no more.', {
      limit,
    });
  }
  const cause = limit
    ? t('panel.notice.hidden-limit', 'The server returned only the biggest {{limit}} nodes.', { limit })
    : t('panel.notice.hidden-default', 'The server returned only the biggest nodes.');
  return canAsk ? cause : `${cause} ${t('panel.notice.hidden-raise', 'Raise “Max nodes” in the query to see more.')}`;
}
