import { profileThisProcess } from './sdk';

/** The service name under which a server shows its own profile. */
export const SELF_SERVICE = 'hotpath-profile-server';

/** Profiles the process the server runs in, and pushes to the server itself. */
export function startSelfProfile(url: string): { stop(): Promise<void> } {
  return { stop: profileThisProcess(url, SELF_SERVICE) };
}
