import { useCallback } from 'react';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { loadCode } from '../../loading/loadCode';
import { useTreeOperation } from '../useTreeOperation';
import type { NoticeText } from '../messages/notices';
import type { ProfileScene } from '../view/scene';

/** What a name without one has in it. Few profiles have any, and the code for the rest is fetched for those alone. */
const SUSPICIOUS = /0x|unknown|\.so|\.dll|\.dylib|^[\da-f]{8,16}$/i;

/** What is to be said of functions without a name, once it is counted. */
export function useUnnamed({ tree, focus, format }: ProfileScene): NoticeText | undefined {
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const suspicious = await openTree(tree).functionsWhere((name) => SUSPICIOUS.test(name), signal);
      if (!suspicious.includes(1)) {
        return { tree, focus };
      }
      const { unnamedNotice } = await loadCode(() => import(/* webpackChunkName: "panel-words" */ './unnamedNotice'));
      return { tree, focus, notice: await unnamedNotice(tree, focus, format, signal) };
    },
    [tree, focus, format]
  );
  const answer = useTreeOperation(ask);
  return answer?.tree === tree && answer.focus === focus ? answer.notice : undefined;
}
