import { TreeSum } from '../../../pkg/calltree/operations/merge';
import { inSlices } from '../../../pkg/calltree/slices';
import { profileFrame } from '../../frames/profileFrame';
import { profileMeta, type ProfileMeta } from '../../frames/profileMeta';
import { describeSubject } from '../bars/describeSubject';
import { t } from '../../wording/t';
import { unitSymbol } from '../../wording/units';
import { loadReader, readProfile } from './useProfileTree';
import { profileFrames, type ProfileFrame } from './profiles';

/** The sum of several profiles, or the sentence that says why there is none. */
export type Merged =
  | { profile: ProfileFrame; rounded: boolean; left: string[]; refusal?: undefined }
  | { profile?: undefined; rounded?: undefined; left?: undefined; refusal: string };

/**
 * Adds up profiles of one unit, nodes of one call path to one. Those whose query failed are left out, and said (`left`,
 * a sentence each).
 */
export async function mergeProfiles(profiles: readonly ProfileFrame[], signal: AbortSignal): Promise<Merged> {
  const metas = profiles.map(({ frame }) => profileMeta(frame));
  const whole = profiles.filter((_, at) => !metas[at]?.failed);
  const left = profiles.flatMap((profile, at) => {
    const { failed } = metas[at] ?? {};
    return failed ? [`${describeSubject(profile, at)}: ${failed.title}`] : [];
  });
  if (whole.length === 0) {
    return { refusal: left.join('. ') };
  }
  const units = [...new Set(whole.map(({ value }) => value.config.unit ?? ''))];
  if (units.length > 1) {
    return {
      refusal: t('panel.merged.units', 'Their units differ ({{units}}), so they cannot be added up.', {
        units: units.map((unit) => unitSymbol(unit) || unit || t('panel.merged.no-unit', 'none')).join(', '),
      }),
    };
  }
  const compared = whole.filter(({ valueRight }) => valueRight !== undefined).length;
  if (compared > 0 && compared < whole.length) {
    return {
      refusal: t('panel.merged.compared', 'Comparisons and single profiles are among them, which cannot be added up.'),
    };
  }
  await loadReader();
  const sum = new TreeSum();
  let rounded = false;
  for (const profile of whole) {
    const read = readProfile(profile);
    if (!read?.tree) {
      return { refusal: `${describeSubject(profile, profiles.indexOf(profile))}: ${read?.error.message ?? ''}` };
    }
    rounded ||= read.rounded;
    left.push(...read.left);
    await inSlices(sum.adding(read.tree), signal);
  }
  const tree = await inSlices(sum.finishing(), signal);
  const [profile] = profileFrames([
    profileFrame(tree, { refId: whole[0].frame.refId ?? '', unit: units[0], meta: mergedMeta(whole) }),
  ]);
  // How numbers are written is the panel's setting, which is in the fields.
  return { profile: { ...profile, value: { ...profile.value, config: whole[0].value.config } }, rounded, left };
}

/** What is so of all of them. */
function mergedMeta(profiles: readonly ProfileFrame[]): ProfileMeta {
  const metas = profiles.map(({ frame }) => profileMeta(frame));
  const shared = <T>(of: (meta: ProfileMeta | undefined) => T): T | undefined =>
    new Set(metas.map(of)).size === 1 ? of(metas[0]) : undefined;
  const label = shared((meta) => meta?.profileTypeLabel);
  const snapshots = shared((meta) => meta?.snapshots);
  const subject = shared((meta) => meta?.subject?.service);
  return {
    profileTypeId: shared((meta) => meta?.profileTypeId) ?? '',
    labelSelector: '',
    range: metas.find(Boolean)?.range ?? { from: 0, to: 0 },
    subject: {
      ...(subject !== undefined && { service: subject }),
      labels: [t('panel.merged.title', '{{count}} profiles merged', { count: profiles.length })],
    },
    ...(label !== undefined && { profileTypeLabel: label }),
    // A sum of means is a mean only where all are of as many snapshots.
    ...(metas.some((meta) => meta?.isState) && { isState: true, ...(snapshots !== undefined && { snapshots }) }),
  };
}
