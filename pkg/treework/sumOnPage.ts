import { inSlices } from '../calltree/slices';
import { ProfileSumSteps, type ProfileSum } from './profileSum';

/** Answers added up on the page, in slices, one after the other. */
export function sumOnPage(): ProfileSum {
  const sum = new ProfileSumSteps();
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    add: (answer) => next(() => inSlices(sum.adding(answer))),
    tree: (maxNodes) => next(() => inSlices(sum.summing(maxNodes))),
    drop: () => undefined,
  };
}
