import type { PanelOptionsEditorBuilder, StandardEditorProps } from '@grafana/data';
import { lazyComponent } from '../loading/lazyComponent';
import { t } from '../wording/t';
import { viewNames } from './bars/viewNames';
import { DEFAULTS, type PanelOptions } from './options';
import { VIEWS } from './view/viewState';

const SourceLinkEditor = lazyComponent<StandardEditorProps<string>>(
  async () => (await import('./links/SourceLinkEditor')).SourceLinkEditor
);

/** What can be set of a panel. Grafana reads the defaults of it when it loads the panel. */
export function addOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  builder
    .addBooleanSwitch({
      path: 'showTable',
      name: t('panel.options.show-table', 'Top table'),
      description: t('panel.options.show-table-help', 'Show the function table'),
      defaultValue: DEFAULTS.showTable,
    })
    .addSelect({
      path: 'view',
      name: t('panel.options.view', 'Default view'),
      description: t('panel.options.view-help', 'Narrow panels show one at a time'),
      defaultValue: DEFAULTS.view,
      settings: {
        options: VIEWS.map((value) => ({ value, label: viewNames()[value].label })),
      },
    })
    .addRadio({
      path: 'orientation',
      name: t('panel.options.orientation', 'Root'),
      description: t('panel.options.orientation-help', 'Position of the root'),
      defaultValue: DEFAULTS.orientation,
      settings: {
        options: [
          { value: 'down', label: t('panel.options.root-top', 'At the top') },
          { value: 'up', label: t('panel.options.root-bottom', 'At the bottom') },
        ],
      },
    })
    .addBooleanSwitch({
      path: 'folds',
      name: t('panel.options.folds', 'Fold library calls'),
      description: t('panel.options.folds-help', 'Straight calls of libraries and the runtime share a row'),
      defaultValue: DEFAULTS.folds,
    })
    .addRadio({
      path: 'start',
      name: t('panel.options.start', 'Start at'),
      description: t('panel.options.start-help', 'Application code: what calls it shares the first row'),
      defaultValue: DEFAULTS.start,
      settings: {
        options: [
          { value: 'root', label: t('panel.options.start-root', 'Root') },
          { value: 'application', label: t('panel.options.start-application', 'Application code') },
        ],
      },
    })
    .addRadio({
      path: 'colourBy',
      name: t('panel.options.colour-by', 'Colour by'),
      description: t('panel.options.colour-by-help', 'Libraries and runtime code are always muted'),
      defaultValue: DEFAULTS.colourBy,
      settings: {
        options: [
          { value: 'package', label: t('panel.options.colour-package', 'Package') },
          { value: 'function', label: t('panel.options.colour-function', 'Function') },
        ],
      },
    })
    .addCustomEditor({
      id: 'sourceLink',
      path: 'sourceLink',
      name: t('panel.options.source-link', 'Source link'),
      category: [t('panel.options.source', 'Source code')],
      editor: SourceLinkEditor,
    })
    .addTextInput({
      path: 'sourcePrefix',
      name: t('panel.options.source-prefix', 'Build folder'),
      description: t(
        'panel.options.source-prefix-help',
        'What file names begin with where the code was built, as /app/: left out of ${file}'
      ),
      category: [t('panel.options.source', 'Source code')],
    });
}
