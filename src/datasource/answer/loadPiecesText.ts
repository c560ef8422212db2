import { loadCode } from '../../loading/loadCode';

/** What is said of ranges that take several queries; few do, so it is fetched when one does. */
export const loadPiecesText = () => loadCode(() => import(/* webpackChunkName: "answers" */ './piecesText'));
