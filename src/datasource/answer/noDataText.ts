import { loadCode } from '../../loading/loadCode';

/** Why an answer is empty and what to try; the code is fetched when there is nothing to draw. */
export async function noDataText(...asked: Parameters<typeof import('./noData').noDataText>): Promise<string> {
  return (await loadCode(() => import(/* webpackChunkName: "problems" */ './noData'))).noDataText(...asked);
}
