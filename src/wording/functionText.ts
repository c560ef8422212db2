import { fitLabel } from '../../pkg/flamegraph/names/labels';
import { shownName } from '../../pkg/flamegraph/names/shownName';
import { t } from './t';

const SENTENCE_COLUMNS = 120;

/** How C++ and Rust name functions for the linker: `_ZN4shop4cart5totalEv`, `_RNvC4shop5total`. */
const SYMBOL = /^__?(?:ZN?(?:\d|[rVK]|St)|R[A-Z])/;

let readSymbol = (symbol: string) => symbol;

/** What makes of a linker's name the one in the source, once its code is there. */
export function readSymbolsBy(read: (symbol: string) => string): void {
  readSymbol = read;
}

export function isSymbol(name: string): boolean {
  return name.startsWith('_') && SYMBOL.test(name);
}

/** A function's name as it is shown; the name itself is for copies and searches. */
export function functionText(name: string): string {
  // Looking a sentence up takes many times longer than looking at a name.
  return name === '' ? t('panel.name.none', '(no name)') : shownName(isSymbol(name) ? readSymbol(name) : name, '');
}

/** The same in a sentence, spoken or written, or over a menu: a name of thousands of characters is shortened. */
export function nameInSentence(name: string, columns = SENTENCE_COLUMNS): string {
  return fitLabel(functionText(name), columns);
}
