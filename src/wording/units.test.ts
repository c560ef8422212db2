import { getValueFormats } from '@grafana/data';
import { grafanaUnit, unitMeasure, unitPerSecond, unitSymbol } from './units';

const GRAFANA_IDS = new Set(getValueFormats().flatMap(({ submenu }) => submenu?.map(({ value }) => value) ?? []));

it.each([
  ['nanoseconds', 'ns', 'ns', 'ns'],
  ['us', 'µs', 'µs', 'µs'],
  ['millisecond', 'ms', 'ms', 'ms'],
  ['seconds', 's', 's', 's'],
  ['bytes', 'bytes', 'binBps', 'B'],
  ['KiB', 'kbytes', 'KiBs', 'KiB'],
  ['kB', 'kbytes', 'KiBs', 'KiB'],
  ['kilobytes', 'kbytes', 'KiBs', 'KiB'],
  ['MB', 'mbytes', 'MiBs', 'MiB'],
  ['GiB', 'gbytes', 'GiBs', 'GiB'],
  ['count', 'short', 'ops', ''],
  ['samples', 'short', 'ops', ''],
])('gives %s the units of Grafana: %s, %s a second', (word, id, perSecond, symbol) => {
  expect([grafanaUnit(word), unitPerSecond(word), unitSymbol(word)]).toEqual([id, perSecond, symbol]);
  expect(GRAFANA_IDS).toContain(id);
  expect(GRAFANA_IDS).toContain(perSecond);
});

it('keeps ids of Grafana and words that nobody knows', () => {
  expect(['ns', 'µs', 'ms', 's', 'bytes', 'kbytes', 'm', 'decbytes', 'short', 'cycles'].map(grafanaUnit)).toEqual([
    'ns',
    'µs',
    'ms',
    's',
    'bytes',
    'kbytes',
    'm',
    'decbytes',
    'short',
    'cycles',
  ]);
});

it('says what is measured', () => {
  expect(['us', 'm', 'KiB', 'decbytes', 'short', 'cycles'].map(unitMeasure)).toEqual([
    'time',
    'time',
    'memory',
    'memory',
    'count',
    'count',
  ]);
});
