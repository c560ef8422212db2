import fc from 'fast-check';
import { leadingCpuTypes, nanoseconds, otherCpuTypes, type ServiceType } from './cpuTypes';

const go = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const odd = 'process_cpu:cpu:nanoseconds::';
const node = 'wall:cpu:nanoseconds:wall:nanoseconds';
const samples = 'process_cpu:samples:count:cpu:nanoseconds';
const itimer = 'process_cpu:itimer:nanoseconds:cpu:nanoseconds';
const allocations = 'process_cpu:alloc_size:bytes:cpu:nanoseconds';
const offCpu = 'off_cpu:off_cpu:nanoseconds::';

const of = (service: string, ...ids: string[]): ServiceType[] =>
  ids.map((profileTypeId) => ({ service, profileTypeId }));
const ten = (...ids: string[]) => Array.from({ length: 10 }, (_, at) => of(`service-${at}`, ...ids)).flat();

describe('the CPU type to ask for', () => {
  it.each<[string, ServiceType[], string[]]>([
    ['nothing', [], []],
    ['nothing of the CPU', of('a', allocations, offCpu, 'nonsense'), []],
    ['time on a processor', of('a', offCpu, allocations, samples, itimer, go), [go]],
    ['under another name, where no other is there', of('a', allocations, samples, node), [node]],
    ['other times than that before counts', of('a', samples, itimer), [itimer]],
    ['samples, where there is nothing else', of('a', allocations, samples, offCpu), [samples]],
    ['what most services have, not one odd client', [...ten(go), ...of('odd', odd)], [go]],
    ['what most services have, whatever its name', [...ten(node), ...of('a', go), ...of('b', odd)], [node]],
    [
      'all that as many have, the usual one first',
      [...of('a', node), ...of('b', odd), ...of('c', go)],
      [go, odd, node],
    ],
    ['as often as a service is listed, it is one', [...of('a', odd, odd, odd), ...of('b', go), ...of('c', go)], [go]],
  ])('is %s', (_, pairs, leaders) => {
    expect(leadingCpuTypes(pairs)).toEqual(leaders);
  });

  it('leaves out services of other CPU types, each under its best', () => {
    const pairs = [...ten(go, samples), ...of('web', node, 'wall:samples:count:wall:nanoseconds'), ...of('odd', odd)];
    const quiet = of('quiet', allocations, offCpu);
    expect(otherCpuTypes([...pairs, ...of('old', samples), ...of('api', node), ...quiet], go)).toEqual([
      { profileTypeId: node, services: ['api', 'web'] },
      { profileTypeId: odd, services: ['odd'] },
      { profileTypeId: samples, services: ['old'] },
    ]);
    expect(otherCpuTypes(ten(go, samples), go)).toEqual([]);
  });

  it('compares amounts of different units', () => {
    expect(nanoseconds('wall:cpu:microseconds:wall:microseconds', 3)).toBe(3000);
    expect(nanoseconds(go, 3)).toBe(3);
    expect(nanoseconds(samples, 3)).toBe(3);
  });

  const catalogue = fc.array(
    fc.record({
      service: fc.constantFrom(...'abcdefgh'),
      profileTypeId: fc.constantFrom(
        go,
        odd,
        node,
        samples,
        itimer,
        allocations,
        offCpu,
        'a:cpu:microseconds:b:c',
        'x'
      ),
    }),
    { maxLength: 40 }
  );
  const servicesOf = (pairs: ServiceType[], id: string) =>
    new Set(pairs.filter(({ profileTypeId }) => profileTypeId === id).map(({ service }) => service));

  it('has at least as many services as any other of its kind, whatever the catalogue', () => {
    const times = [go, odd, node, 'a:cpu:microseconds:b:c'];
    fc.assert(
      fc.property(catalogue, (pairs) => {
        const leaders = leadingCpuTypes(pairs);
        const present = new Set<string>(pairs.map(({ profileTypeId }) => profileTypeId));
        const kind = [times, [itimer], [samples]].find((ids) => ids.some((id) => present.has(id))) ?? [];
        const most = Math.max(0, ...kind.map((id) => servicesOf(pairs, id).size));
        const expected = kind.filter((id) => most > 0 && servicesOf(pairs, id).size === most);
        expect([...leaders].sort()).toEqual([...expected].sort());
      })
    );
  });

  it('does not depend on the order of the catalogue', () => {
    fc.assert(
      fc.property(catalogue, (pairs) => {
        expect(leadingCpuTypes([...pairs].reverse())).toEqual(leadingCpuTypes(pairs));
        expect(otherCpuTypes([...pairs].reverse(), go)).toEqual(otherCpuTypes(pairs, go));
      })
    );
  });

  it('and what it leaves out are all services that have CPU types, and each is in one of both', () => {
    const cpu = [go, odd, node, samples, itimer, 'a:cpu:microseconds:b:c'];
    fc.assert(
      fc.property(catalogue, (pairs) => {
        const [chosen = go] = leadingCpuTypes(pairs);
        const shown = servicesOf(pairs, chosen);
        const left = otherCpuTypes(pairs, chosen).flatMap(({ services }) => services);
        const all = pairs.filter(({ profileTypeId }) => cpu.includes(profileTypeId)).map(({ service }) => service);
        expect([...shown, ...left].sort()).toEqual([...new Set(all)].sort());
      })
    );
  });
});
