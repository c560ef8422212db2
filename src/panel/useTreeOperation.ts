import { startTransition, useEffect, useState, type SetStateAction } from 'react';
import { drawing, nextPaint } from './nextPaint';

export type When = 'at once' | 'with rests' | 'after paint';

/** `show` takes what is shown until all of the answer is there. */
type Ask<T> = (signal: AbortSignal, show: (value: T) => void) => Promise<T>;

/**
 * The answer of an operation that takes a while, asked again whenever `ask` changes (memoise it). Until the new answer
 * is there it is the one before, so who uses it must take what belongs together from the answer itself. What can wait is
 * asked once the picture as it is now is on screen. What is large may be asked at once and still be drawn with rests.
 */
export function useTreeOperation<T>(ask: Ask<T> | undefined, when: When = 'after paint'): T | undefined {
  const [answer, setAnswer] = useState<T>();

  useEffect(() => {
    const controller = new AbortController();
    // No question has no answer: the one before must not be kept alive, for what it is of may be large.
    const show = (value: SetStateAction<T | undefined>) => void (controller.signal.aborted || setAnswer(value));
    const answered = answerOf(ask, when, controller.signal, show);
    if (ask && when !== 'after paint') {
      drawing(answered);
    }
    answered.then(
      // What could wait may also be drawn with rests: a table of forty rows takes longer than a frame.
      (value) => (when === 'at once' ? show(value) : startTransition(() => show(value))),
      (error) =>
        // Nothing to wait for was asked: a failure here is a fault of the program and must be seen.
        show(() => {
          throw error;
        })
    );
    return () => controller.abort();
  }, [ask, when]);

  return ask && answer;
}

async function answerOf<T>(
  ask: Ask<T> | undefined,
  when: When,
  signal: AbortSignal,
  show: (value: T) => void
): Promise<T | undefined> {
  if (when === 'after paint') {
    await nextPaint();
  }
  signal.throwIfAborted();
  return ask?.(signal, show);
}
