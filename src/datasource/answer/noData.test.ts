import type { PyroscopeQuery } from '../query/query';
import {
  answerTo,
  dataSource,
  fakeBackend,
  frameOf,
  metaOf,
  queryRequest,
  RANGE,
  recorded,
  type FakeAnswer,
} from '../testing/fakeHost';

describe('no data', () => {
  async function reasonFor(
    target: Partial<PyroscopeQuery>,
    series: Uint8Array | null = recorded('series-fast-path.response.bin'),
    empty: FakeAnswer = { body: recorded('profile-empty.response.bin') }
  ) {
    fakeBackend({
      SelectMergeStacktraces: empty,
      SelectMergeSpanProfile: empty,
      ...(series ? { Series: { body: series } } : {}),
    });
    const response = await answerTo(dataSource(), queryRequest([target]));
    expect(response.errors).toBeUndefined();
    const frame = frameOf(response);
    expect(frame.length).toBe(1);
    expect(frame.fields[1].values[0]).toBe(0);
    const reason = metaOf(response).noData?.message;
    expect(frame.meta?.notices?.[0]).toEqual({ severity: 'warning', text: reason });
    return reason;
  }

  it('names the services that have the type', async () => {
    const reason = await reasonFor({ labelSelector: '{service_name="ordr"}' });
    expect(reason).toMatch(
      /^No CPU time profiles for \{service_name="ordr"\} in this time range\. Services with CPU time profiles: .*order-service/
    );
  });

  it.each<[string, number[]]>([
    ['no flame graph', []],
    ['an empty flame graph', [0x0a, 0]],
    ['names and no levels', [0x0a, 7, 0x0a, 5, ...new TextEncoder().encode('total')]],
    ['levels without values', [0x0a, 9, 0x0a, 5, ...new TextEncoder().encode('total'), 0x12, 0]],
  ])('is what servers say with %s', async (_, bytes) => {
    const asked = { labelSelector: '{service_name="ordr"}' };
    const reason = await reasonFor(asked, undefined, { body: Uint8Array.from(bytes) });
    expect(reason).toMatch(/^No CPU time profiles for \{service_name="ordr"\}.* Services with CPU time profiles: /);
  });

  it('asks whether a service of nearly that name was meant', async () => {
    expect(await reasonFor({ labelSelector: '{service_name="ordre-service", version="v1"}' })).toMatch(
      /in this time range\. Did you mean order-service\? Services with CPU time profiles: /
    );
    for (const labelSelector of ['{service_name="teapot"}', '{service_name=~"ordre-service"}']) {
      expect(await reasonFor({ labelSelector })).not.toMatch(/Did you mean/);
    }
    const ofSpan = { labelSelector: '{service_name="ordre-service"}', spanSelector: ['15cb822407822739'] };
    expect(await reasonFor(ofSpan)).not.toMatch(/Did you mean/);
  });

  it('names the types of a service that has none of the one asked for, though others have it', async () => {
    const reason = await reasonFor({
      profileTypeId: 'goroutines:goroutine:count:goroutine:count',
      labelSelector: '{service_name="order-service"}',
    });
    expect(reason).toMatch(/^order-service has no profiles of the type “Goroutines” .* It has: .*CPU time/);
  });

  it('says that other labels are in the way', async () => {
    expect(await reasonFor({ labelSelector: '{service_name="order-service", pod="x"}' })).toMatch(
      /order-service has CPU time profiles in this time range, but none that match/
    );
  });

  it('names the types there are', async () => {
    const reason = await reasonFor({
      profileTypeId: 'nope:nope:count:nope:count',
      labelSelector: '{service_name="order-service"}',
    });
    expect(reason).toMatch(
      /^order-service has no profiles of the type .*nope:nope:count:nope:count.* It has: .*CPU time/
    );
    expect(await reasonFor({ profileTypeId: 'nope:nope:count:nope:count' })).toMatch(
      /^No service has .* Available types: .*CPU time/
    );
  });

  it('says when there is nothing at all', async () => {
    expect(await reasonFor({}, new Uint8Array(0))).toMatch(/no profiles at all/);
  });

  it('says that a span has no samples', async () => {
    expect(
      await reasonFor({ labelSelector: '{service_name="api-gateway"}', spanSelector: ['15cb822407822739'] })
    ).toMatch(/no samples of this span/);
  });

  describe('in a long range', () => {
    const month = { from: RANGE.to - 30 * 86_400_000, to: RANGE.to };
    const lists = { body: recorded('series-fast-path.response.bin') };
    const nothing = { body: new Uint8Array(0) };

    async function reasonOver(lately: FakeAnswer, all: FakeAnswer) {
      const sent = fakeBackend({
        SelectMergeStacktraces: { body: recorded('profile-empty.response.bin') },
        Series: () => (sent.filter(({ method }) => method === 'Series').length === 1 ? lately : all),
      });
      const response = await answerTo(dataSource(), queryRequest([{ labelSelector: '{service_name="ordr"}' }], month));
      return {
        reason: metaOf(response).noData?.message,
        asked: sent.filter(({ method }) => method === 'Series').length,
      };
    }

    it('tells of its last day, which takes one query', async () => {
      const { reason, asked } = await reasonOver(lists, nothing);
      expect(reason).toMatch(
        / in this time range\. Services with CPU time profiles in the last day of the range: .*order-service/
      );
      expect(asked).toBe(1);
    });

    it('tells of all of it when there was nothing lately', async () => {
      const { reason } = await reasonOver(nothing, lists);
      expect(reason).toMatch(/ in this time range\. Services with CPU time profiles: .*order-service/);
    });

    it('tells what it knows when the rest cannot be listed', async () => {
      const { reason } = await reasonOver(nothing, { status: 500, body: 'no' });
      expect(reason).toMatch(/no profiles at all in the last day of this time range/);
    });
  });

  it('stays short where the server does not say more', async () => {
    expect(await reasonFor({ labelSelector: '{a="b"}' }, null)).toBe(
      'No CPU time profiles for {a="b"} in this time range.'
    );
  });
});
