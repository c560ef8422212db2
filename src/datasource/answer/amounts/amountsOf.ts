import type { ProfileMeta } from '../../../frames/profileMeta';

/** What the frame's meta says of how much there is, for a total in the smallest unit. */
export type AmountsOf = (total: number) => Pick<ProfileMeta, 'snapshots' | 'cores' | 'coresDuring'>;
