import { useEffect, useState } from 'react';
import { loadCode } from '../../loading/loadCode';
import type * as notices from './notices';
import type { AnswerFacts, NoticeText } from './notices';

type Input = Omit<Parameters<typeof notices.noticesOf>[0], 'problems'>;

let words: typeof notices | undefined;

/** What a user has to know to read the numbers right, most pressing first; their words come with the first of them. */
export function useNotices(input: Input, answer: AnswerFacts) {
  const [, setLoaded] = useState(false);
  const wanted = hasNotices(input, answer);
  useEffect(() => {
    let shown = true;
    if (wanted && !words) {
      loadCode(() => import(/* webpackChunkName: "panel-words" */ './notices')).then(
        (code) => {
          words = code;
          if (shown) {
            setLoaded(true);
          }
        },
        (error) =>
          shown &&
          setLoaded(() => {
            throw error;
          })
      );
    }
    return () => {
      shown = false;
    };
  }, [wanted]);
  const all: NoticeText[] = wanted && words ? words.noticesOf({ ...input, problems: words.answerNotices(answer) }) : [];
  return {
    all,
    lines: (most: number, width: number) => words?.noticeLines(all, most, width) ?? [],
  };
}

function hasNotices(
  { missing, hidden, meta, unnamed, finer }: Input,
  { errors, rounded, progress, left }: AnswerFacts
): boolean {
  return (
    errors.length + left.length + (hidden?.nodes ?? 0) + (meta?.notes?.length ?? 0) + (meta?.links?.length ?? 0) > 0 ||
    rounded ||
    [progress, missing, unnamed, meta?.instead, meta?.comparison?.alone, finer?.state].some((one) => one !== undefined)
  );
}
