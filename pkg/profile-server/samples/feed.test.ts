import { pyroscopeLimits } from '../limits';
import { startProfileServer } from '../server';
import { feedRecorded } from './feed';
import { FeedRefusal } from './feedRefusal';

// Pushing all recorded profiles takes a while on a busy machine.
jest.setTimeout(120_000);

it('says which profile a server refuses, for which limit, with which flag, and goes on', async () => {
  const limits = { ...pyroscopeLimits, ingestBytesPerSecond: 0, rejectOlderThanMs: 15 * 60_000 };
  const server = await startProfileServer({ limits });
  const refused: FeedRefusal[] = [];
  const endMs = Date.now();
  const { pushed, skipped } = await feedRecorded(server.url, { endMs, onRefused: (refusal) => refused.push(refusal) });
  expect(pushed).toBeGreaterThan(10);
  expect(skipped).toBe(0);
  const messages = refused.map(({ message }) => message);
  expect(messages).toContainEqual(
    expect.stringMatching(
      /^typescript-compiler process_cpu.*: above a limit of the server, the largest profile; start Pyroscope with -validation\.max-profile-size-bytes=0, or "npm run serve" with --max-profile-size-mb 0\. It says: uncompressed profile payload size exceeds limit of 4\.2 MB$/
    )
  );
  expect(messages).toContainEqual(
    expect.stringMatching(/^api-gateway memory v1: above a limit of the server, the age .*reject-older-than=0/)
  );
  expect(messages).toContainEqual(expect.stringMatching(/^order-service-steady v1: above a limit .* too old/));
  await expect(feedRecorded(server.url, { endMs })).rejects.toThrow(FeedRefusal);
  await server.close();
});

it.each([
  [
    429,
    '{"code":"resource_exhausted","message":"push rate limit (4 MiB) exceeded while adding 5 MiB"}',
    /-distributor\.ingestion-burst-size-mb=/,
  ],
  [
    400,
    '{"code":"invalid_argument","message":"the profile with labels \'{}\' exceeds the samples count limit (max_profile_stacktrace_samples, actual: 24740, limit: 16000)"}',
    /-validation\.max-profile-stacktrace-samples=0/,
  ],
  [
    400,
    '{"message":"profile with labels \'{}\' is outside of ingestion window (profile timestamp: x, y)"}',
    /-validation\.reject-older-than=0/,
  ],
  [413, 'request body too large: http: request body too large', /-distributor\.ingestion-body-limit-mb=0/],
  [401, '{"code":"unauthenticated","message":"no org id"}', /X-Scope-OrgID/],
  [502, '<html>Bad Gateway</html>', /^x: refused with status 502: <html>Bad Gateway/],
])('%i %s', (status, answer, sentence) => {
  const message = answer.startsWith('{') ? (JSON.parse(answer) as { message: string }).message : answer;
  expect(new FeedRefusal('x', status, message).message).toMatch(sentence);
});
