/** What the values of a profile are in. */
export type ValueUnit =
  | 'nanoseconds'
  | 'microseconds'
  | 'milliseconds'
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'bytes'
  | 'kibibytes'
  | 'mebibytes'
  | 'gibibytes'
  | 'tebibytes'
  | 'count';

export type Measure = 'time' | 'memory' | 'count';

/**
 * Every spelling seen in profiles and in `go tool pprof`, in lower case and without a plural s. As there, a kB or a
 * kilobyte is 1024 bytes.
 */
const SPELLINGS: Record<ValueUnit, string> = {
  nanoseconds: 'ns nsec nanosec nanosecond',
  microseconds: 'us µs μs usec microsec microsecond',
  milliseconds: 'ms msec millisec millisecond',
  seconds: 's sec second',
  minutes: 'min minute',
  hours: 'h hr hour',
  bytes: 'b byte',
  kibibytes: 'kb kib kbyte kilobyte kibibyte',
  mebibytes: 'mb mib mbyte megabyte mebibyte',
  gibibytes: 'gb gib gbyte gigabyte gibibyte',
  tebibytes: 'tb tib tbyte terabyte tebibyte',
  count: 'count sample object',
};

const UNITS = new Map<string, ValueUnit>([
  ['', 'count'],
  ...Object.entries(SPELLINGS).flatMap(([unit, spellings]) =>
    spellings.split(' ').map((spelling): [string, ValueUnit] => [spelling, unit as ValueUnit])
  ),
]);

/** The unit that a profiler's word for it means (`us`, `KiB`, `samples`); undefined for a word that is not known. */
export function valueUnit(word: string): ValueUnit | undefined {
  const spelling = word.trim().toLowerCase();
  return UNITS.get(spelling) ?? UNITS.get(spelling.replace(/s$/, ''));
}

export function measureOf(unit: ValueUnit): Measure {
  return unit === 'count' ? 'count' : unit.endsWith('bytes') ? 'memory' : 'time';
}
