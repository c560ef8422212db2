import type { ColourBy, NameForm } from '../../../pkg/flamegraph/choices';
import { t } from '../../wording/t';

/** What each way to colour is called, in the panel's menu and its settings. */
export function colourNames(): Record<ColourBy, string> {
  return {
    package: t('panel.options.colour-package', 'Package'),
    module: t('panel.look.module', 'Module or library'),
    file: t('panel.look.file', 'File'),
    function: t('panel.options.colour-function', 'Function'),
    value: t('panel.look.value', 'Share of the total'),
  };
}

export function formNames(): Record<NameForm, string> {
  return {
    full: t('panel.look.full', 'Full'),
    elided: t('panel.look.elided', 'Without types'),
    short: t('panel.look.short', 'Short'),
  };
}
