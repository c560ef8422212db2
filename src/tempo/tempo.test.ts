import { setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { of, throwError } from 'rxjs';
import { errorSentence } from '../wording/errorSentence';
import { tempoAt } from './tempo';
import { tempoText } from './tempoText';
import trace from './testdata/trace.json';
import notFound from './testdata/notFound.json';

const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';

/** A Tempo that answers these paths, in order of asking; a number is a status that is no success. */
function answers(given: (path: string) => unknown): BackendSrvRequest[] {
  const sent: BackendSrvRequest[] = [];
  const fetch = (request: BackendSrvRequest) => {
    sent.push(request);
    const data = given(request.url.replace('/api/datasources/proxy/uid/t', ''));
    return typeof data === 'number'
      ? throwError(() => ({ status: data, data: { message: 'said' }, config: request }))
      : of({ status: 200, ok: true, data });
  };
  setBackendSrv({ fetch } as unknown as BackendSrv);
  return sent;
}

async function failure(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'answered',
    (error) => errorSentence(tempoText(error, 'Tempo'))
  );
}

describe('a trace', () => {
  it('is asked for by its range', async () => {
    const sent = answers(() => trace);
    expect(await tempoAt('t').trace(TRACE, { start: 1500, end: 2500 })).toHaveLength(8);
    expect(sent[0].url).toBe(`/api/datasources/proxy/uid/t/api/v2/traces/${TRACE}?start=1&end=3`);
  });

  it('is asked for at the older address where there is no newer one', async () => {
    answers((path) => (path.startsWith('/api/v2') ? 404 : trace));
    expect(await tempoAt('t').trace(TRACE)).toHaveLength(8);
  });

  it.each<[string, (path: string) => unknown, RegExp]>([
    ['is not there (200, empty)', () => notFound, /^Tempo does not have this trace\. It may be older/],
    ['is not there (404)', () => 404, /^Tempo does not have this trace\./],
    ['cannot be asked for: Tempo is down', () => 502, /^Tempo could not be reached\. Check that Tempo runs/],
    ['may not be read', () => 403, /^Reading traces from Tempo is not allowed\./],
    ['cannot be read', () => 500, /^Tempo failed while answering\./],
  ])('%s', async (_, given, said) => {
    answers(given);
    expect(await failure(tempoAt('t').trace(TRACE))).toMatch(said);
  });
});

test('a search that an older Tempo does not know is told apart', async () => {
  answers(() => 400);
  expect(await failure(tempoAt('t').span('15cb822407822739', { start: 1, end: 2 }))).toMatch(
    /does not understand this search\. Searching for spans needs Tempo 2\.7/
  );
});
