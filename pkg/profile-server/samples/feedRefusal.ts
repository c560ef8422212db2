/** What a server said of a profile that it did not take. */
export class FeedRefusal extends Error {
  constructor(
    /** Which profile: its service, type and version. */
    readonly profile: string,
    readonly status: number,
    readonly answer: string
  ) {
    super(`${profile}: ${sentence(status, answer)}`);
  }
}

/** Is told of a profile that a server refuses; may throw to end there. */
export type OnRefused = (refusal: FeedRefusal) => void;

export function rethrow(refusal: FeedRefusal): never {
  throw refusal;
}

/** What failed otherwise, such as the connection, is thrown on. */
export function refusalOf(error: unknown): FeedRefusal {
  if (!(error instanceof FeedRefusal)) {
    throw error;
  }
  return error;
}

/** What the server says, by its limit; its flag of Pyroscope and of this project's server, and how to lift it. */
const LIMITS: ReadonlyArray<[says: RegExp, limit: string, pyroscopeFlag: string, flag: string]> = [
  [
    /max_profile_size_byte|profile payload size exceeds/,
    'the largest profile',
    '-validation.max-profile-size-bytes=0',
    '--max-profile-size-mb 0',
  ],
  [
    /max_profile_stacktrace_samples|stacktraces exceed/,
    'the most samples of a profile',
    '-validation.max-profile-stacktrace-samples=0',
    '--max-profile-stacktrace-samples 0',
  ],
  [
    /too old|outside of ingestion window/,
    'the age at which a profile is refused',
    '-validation.reject-older-than=0',
    '--reject-older-than 0',
  ],
  [/too new/, 'how far in the future a profile may lie', '-validation.reject-newer-than=0', '--reject-newer-than 0'],
  [
    /push rate limit/,
    'the profiles that may come at once',
    '-distributor.ingestion-burst-size-mb=512 -distributor.ingestion-rate-limit-mb=512',
    '--ingestion-rate-limit-mb 0',
  ],
  [
    /label names; limit/,
    'the most labels of a profile',
    '-validation.max-label-names-per-series=100',
    '--max-label-names-per-series 0',
  ],
  [
    /active series limit/,
    'the most series',
    '-ingester.max-global-series-per-tenant=0',
    'no flag: it has no such limit',
  ],
  [
    /(?:body|request).*(?:too large|larger than|exceeds)/,
    'the largest request',
    '-distributor.ingestion-body-limit-mb=0',
    '--max-request-mb 0',
  ],
];

function sentence(status: number, answer: string): string {
  const known = LIMITS.find(([says]) => says.test(answer));
  if (known) {
    const [, limit, pyroscopeFlag, flag] = known;
    return `above a limit of the server, ${limit}; start Pyroscope with ${pyroscopeFlag}, or "npm run serve" with ${flag}. It says: ${answer}`;
  }
  if (status === 401) {
    return `the server wants to know for which tenant (X-Scope-OrgID), which this command does not say; start Pyroscope without -auth.multitenancy-enabled. It says: ${answer}`;
  }
  return `refused with status ${status}: ${answer}`;
}

/** The text of an answer that is no success: Connect's message where it has one. */
export async function refusedBy(response: Response, profile: string): Promise<FeedRefusal> {
  const text = (await response.text()).trim();
  let answer = text;
  try {
    answer = (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    // An answer in plain text is what it says.
  }
  return new FeedRefusal(profile, response.status, answer.slice(0, 500));
}
