import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import { isState, isCpuNanoseconds } from '../../../../pkg/pyroscope/profileType';
import { loadCode } from '../../../loading/loadCode';
import type { AmountsOf } from '../amounts/amountsOf';
import { inTime, optional, PATIENCE_MS } from '../amounts/inTime';
import type { AnswerContext } from '../question';

/** A picture that is there waits as long for how much it is, so that its heading does not change at once. */
const GRACE_MS = 100;
const LATE = Symbol('late');
const DAY_MS = 86_400_000;

/**
 * What a profile's total amounts to, asked for beside the profile. It never keeps the profile waiting, and fails
 * without a word: the panel then says less.
 */
export class Counting {
  readonly #controller = new AbortController();
  #asked: Promise<AmountsOf | undefined> | undefined;
  readonly #unfollow: () => void;

  constructor(
    private readonly request: MergeStacktracesRequest,
    private readonly context: AnswerContext
  ) {
    const leave = () => this.#controller.abort(context.signal.reason);
    context.signal.addEventListener('abort', leave, { once: true });
    this.#unfollow = () => context.signal.removeEventListener('abort', leave);
    // A range that may take several queries is counted when its profile is there, and the server's limit known.
    if (request.end - request.start <= DAY_MS) {
      void this.#ask();
    }
  }

  /** Calls `onLate` when it is not known soon, and waits on. */
  async amounts(onLate: () => void): Promise<AmountsOf | undefined> {
    const asked = this.#ask();
    const soon = await inTime(asked, GRACE_MS, LATE);
    if (soon !== LATE) {
      return soon;
    }
    onLate();
    return inTime(asked, PATIENCE_MS, undefined);
  }

  /** To be called when the answer is made, or will not be. */
  stop(): void {
    this.#unfollow();
    this.#controller.abort();
  }

  #ask(): Promise<AmountsOf | undefined> {
    this.#asked ??= optional(this.#count());
    return this.#asked;
  }

  async #count(): Promise<AmountsOf | undefined> {
    const { profileTypeId, spanIds, traceIds, profileIds } = this.request;
    const state = isState(profileTypeId);
    if (profileIds) {
      // Each is one snapshot. How much CPU time a profile is of, in cores, its id does not tell.
      return () => (state ? { snapshots: new Set(profileIds).size } : {});
    }
    // A span has samples in some of the snapshots that were taken while it ran, and its time is not the range's.
    if (spanIds || traceIds || !(state || isCpuNanoseconds(profileTypeId))) {
      return undefined;
    }
    const { profileAmounts } = await loadCode(() => import('../amounts/profileAmounts'));
    return profileAmounts(this.request, { ...this.context, signal: this.#controller.signal });
  }
}
