import { useEffect, useState } from 'react';
import { nextPaint } from './nextPaint';

/**
 * The answer of an operation that takes a while, asked again whenever `ask` changes (memoise it). Until the new answer
 * is there it is the one before, so a reader of it must take what belongs together from the answer itself.
 */
export function useAnswer<T>(ask: ((signal: AbortSignal) => Promise<T>) | undefined): T | undefined {
  const [answer, setAnswer] = useState<T>();

  useEffect(() => {
    const controller = new AbortController();
    // No question has no answer: the one before must not be kept alive, for what it is of may be large.
    answerOf(ask, controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) {
          setAnswer(value);
        }
      },
      (error) => {
        if (!controller.signal.aborted) {
          // Nothing to wait for was asked: a failure here is a fault of the program and must be seen.
          setAnswer(() => {
            throw error;
          });
        }
      }
    );
    return () => controller.abort();
  }, [ask]);

  return ask && answer;
}

async function answerOf<T>(
  ask: ((signal: AbortSignal) => Promise<T>) | undefined,
  signal: AbortSignal
): Promise<T | undefined> {
  await nextPaint();
  signal.throwIfAborted();
  return ask?.(signal);
}
