import { profileMeta } from '../../frames/profileMeta';
import { frameName, type ProfileFrame } from '../frame/profiles';
import { kindOf, whomOf } from './title';

/** Whom and what a frame is about, for a list of frames. */
export function describeSubject({ frame, value }: ProfileFrame, at: number): string {
  const meta = profileMeta(frame);
  const whom = whomOf(meta, frameName(frame));
  const what = meta?.profileTypeName ?? meta?.profileTypeLabel ?? kindOf(value.config.unit);
  return `${frame.refId ?? at + 1}: ${[whom, what].filter((part) => part && part !== frame.refId).join(' · ')}`;
}
