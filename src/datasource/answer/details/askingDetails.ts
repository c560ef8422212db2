import type { AskDetails } from '../../../frames/askDetails';
import { loadCode } from '../../../loading/loadCode';
import type { AnswerContext, Question } from '../question';

/** What the panel may ask about functions of an answer, whose code comes when it does. */
export function askingDetails({ request }: Question, context: AnswerContext): AskDetails {
  const code = () => loadCode(() => import(/* webpackChunkName: "finer" */ './callSource'));
  return {
    samplePeriod: async (self, signal) => (await code()).samplePeriod(request.profileTypeId, self, signal),
    callSource: async (path, labels, signal) => (await code()).callSource(request, path, labels, context, signal),
  };
}
