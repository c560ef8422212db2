import type { ProfileMeta } from '../../../frames/profileMeta';
import type { Catalog } from '../../server/catalog';
import type { AnswerContext } from '../question';

/** What the frame's meta says of how much there is, for a total in the smallest unit. */
export type AmountsOf = (total: number) => Pick<ProfileMeta, 'snapshots' | 'cores' | 'coresDuring'>;

/** Where amounts are counted. */
export type CountingContext = Pick<AnswerContext, 'client' | 'lengthLimit' | 'range' | 'stepMs' | 'signal'> & {
  catalog: Pick<Catalog, 'labelNames'>;
};
