import { NAME_FORMS, type NameForm } from '../../../pkg/flamegraph/choices';
import { nameInForm } from '../../../pkg/flamegraph/names/shortForms';
import { functionText } from '../../wording/functionText';

type Shown = (name: string) => string;

const before = inEachForm();
const after = inEachForm();

/**
 * What makes of a function's name what is written for it. Labels are kept by it: it is one function a form, and another
 * one once linkers' names are read (`symbols`).
 */
export function shownInForm(form: NameForm, symbols = false): Shown {
  return (symbols ? after : before)[form];
}

function inEachForm() {
  return Object.fromEntries(
    NAME_FORMS.map((form): [NameForm, Shown] => [form, (name) => nameInForm(functionText(name), form)])
  ) as Record<NameForm, Shown>;
}
