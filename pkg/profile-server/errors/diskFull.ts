import { constants } from 'node:os';
import { ConnectError } from './connectError';

const { ENOSPC, EDQUOT, EFBIG } = constants.errno;
/** LMDB's own: the map cannot grow. */
const MDB_MAP_FULL = -30792;
const FULL = new Set<unknown>([ENOSPC, EDQUOT, EFBIG, MDB_MAP_FULL]);

/** There is no room for a profile; nothing of it is kept. Reading goes on, and so does writing once there is room. */
export class DiskFullError extends ConnectError {
  constructor(cause: Error) {
    // What LMDB says after that is about its pages.
    const [reason] = cause.message.split(': Attempting');
    super('resource_exhausted', `the profile was not stored, there is no room for it: ${reason}`, { cause });
    this.name = 'DiskFullError';
  }

  /** Insufficient Storage: the 429 of `resource_exhausted` would ask the sender to slow down. */
  override get status(): number {
    return 507;
  }
}

/** Whether an error of LMDB's says that there is no more room, by disk, quota or the largest file allowed. */
export function saysFull(error: unknown): error is Error {
  return error instanceof Error && FULL.has((error as { code?: unknown }).code);
}
