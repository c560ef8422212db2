import type { ProfileMeta } from '../../frames/profileMeta';

/** Whether it is known whom to ask for the other side, and the profile is all of a selector's in a range. */
export function canCompare(meta: ProfileMeta | undefined): meta is ProfileMeta & { source: string } {
  return (
    meta?.source !== undefined &&
    meta.noData === undefined &&
    meta.failed === undefined &&
    [meta.comparison, meta.spanIds, meta.traceIds, meta.profileIds, meta.callSite].every((one) => one === undefined)
  );
}
