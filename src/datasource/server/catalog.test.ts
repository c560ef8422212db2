import type { PyroscopeClient, TimeRange } from '../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { Catalog } from './catalog';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 20_000 * DAY + 12_345;

/** A server that takes a day; each day has a value of its own beside one that all have. */
function server(fails: (range: TimeRange) => boolean = () => false) {
  const asked: TimeRange[] = [];
  const labelValues = async ({ start, end }: TimeRange) => {
    asked.push({ start, end });
    if (end - start > DAY) {
      throw new PyroscopeError('range-too-long', { limitMs: DAY, actualMs: end - start });
    }
    if (fails({ start, end })) {
      throw new PyroscopeError('timeout');
    }
    return ['all', `day${Math.round((NOW - end) / DAY)}`];
  };
  return { asked, client: { labelValues } as unknown as PyroscopeClient };
}

describe('Catalog', () => {
  it('asks for the same minutes once a minute', async () => {
    let now = NOW;
    const { asked, client } = server();
    const catalog = new Catalog(client, undefined, () => now);
    const values = (at: number) => catalog.labelValues('pod', [], { start: at - 5 * MINUTE, end: at });
    await Promise.all([values(NOW), values(NOW + 1000)]);
    await values(NOW + 30_000);
    expect(asked).toHaveLength(1);
    expect(asked[0].start).toBeLessThanOrEqual(NOW - 5 * MINUTE);
    expect(asked[0].end).toBeGreaterThanOrEqual(NOW);
    expect(asked[0].start % MINUTE).toBe(0);
    now += MINUTE + 1;
    await values(NOW);
    expect(asked).toHaveLength(2);
  });

  it('does not make a day longer than a day', async () => {
    const { asked, client } = server();
    await new Catalog(client).labelValues('pod', [], { start: NOW - DAY, end: NOW });
    expect(asked).toHaveLength(1);
    expect(asked[0].end - asked[0].start).toBe(DAY);
  });

  it('puts the lists of a long range together', async () => {
    const { asked, client } = server();
    const values = await new Catalog(client).labelValues('pod', [], { start: NOW - 3 * DAY, end: NOW });
    expect(values).toEqual(['all', 'day0', 'day1', 'day2']);
    expect(asked).toHaveLength(4);
  });

  it('lists what there was lately of a range that is longer than sensible', async () => {
    const { asked, client } = server();
    const values = await new Catalog(client).labelValues('pod', [], { start: NOW - 100 * DAY, end: NOW });
    expect(values).toHaveLength(61);
    expect(asked).toHaveLength(61);
  });

  it('does not take a part for the whole', async () => {
    const { client } = server(({ end }) => end < NOW - 1.5 * DAY);
    await expect(new Catalog(client).labelValues('pod', [], { start: NOW - 3 * DAY, end: NOW })).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});
