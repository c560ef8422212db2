import { fitLabel } from '../../pkg/flamegraph/labels';
import { shownName } from '../../pkg/flamegraph/shownName';
import { t } from './t';

const SENTENCE_COLUMNS = 120;

/** A function's name as it is shown; the name itself is for copies and searches. */
export function functionText(name: string): string {
  // Looking a sentence up takes many times longer than looking at a name.
  return name === '' ? t('panel.name.none', '(no name)') : shownName(name, '');
}

/** The same in a sentence, spoken or written, or over a menu: a name of thousands of characters is shortened. */
export function nameInSentence(name: string): string {
  return fitLabel(functionText(name), SENTENCE_COLUMNS);
}
