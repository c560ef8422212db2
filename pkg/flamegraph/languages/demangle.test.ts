import { readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { demangled } from './demangle';

/** Symbols of programs compiled for this, and what binutils' c++filt says of them, less the numbers of crates. */
const symbols = readFileSync(join(__dirname, '../testdata/symbols.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));

it.each(symbols)('%s is %s', (symbol, name) => {
  expect(demangled(symbol)).toBe(name);
});

it.each([
  ['_ZN4shop4Cart5totalEi', 'shop::Cart::total'],
  ['__ZNK4shop4Cart5totalEv', 'shop::Cart::total'],
  ['_ZN4shop12_GLOBAL__N_16workerEPv', 'shop::(anonymous namespace)::worker'],
  ['_ZN4shop4CartC2Ev', 'shop::Cart::Cart'],
  ['_ZN4shop4CartD1Ev', 'shop::Cart::~Cart'],
  ['_ZNSt6thread4joinEv', 'std::thread::join'],
  ['_Z7computei', 'compute'],
  ['_RNvC1a4main.llvm.123', 'a::main'],
])('%s is %s', (symbol, name) => {
  expect(demangled(symbol)).toBe(name);
});

it.each([
  // A template, an operator, an abbreviation: read by halves they would be wrong.
  '_ZNSt6vectorIiSaIiEE9push_backERKi',
  '_Z3maxIiET_S0_S0_',
  '_ZN4shoplsERSoRKNS_4CartE',
  '_ZNSs6appendEPKc',
  '_ZN99short',
  '_Z',
  '_Return',
  '_RNvB_4main',
  'main',
  '',
])('%s stays as it is', (symbol) => {
  expect(demangled(symbol)).toBe(symbol);
});

it('never fails, nor takes long, whatever a name looks like', () => {
  const part = fc.constantFrom(
    '_R',
    '_ZN',
    'I',
    'N',
    'C',
    'B',
    'T',
    'E',
    'K',
    's_',
    '_',
    '4main',
    '1a',
    'p',
    'j',
    'X',
    'M',
    '9'
  );
  fc.assert(
    fc.property(fc.constantFrom('_R', '_ZN'), fc.array(part, { maxLength: 400 }), (start, parts) => {
      expect(typeof demangled(start + parts.join(''))).toBe('string');
    })
  );
  expect(demangled(`_R${'Y'.repeat(100_000)}`)).toContain('YYY');
});
