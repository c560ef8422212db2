import type { PanelOptionsEditorBuilder } from '@grafana/data';
import type { ColourBy } from '../../pkg/flamegraph/colour';
import type { Orientation } from '../../pkg/flamegraph/geometry';
import { t } from '../wording/t';
import { DEFAULT_VIEW, type View } from './view/viewState';

/** What a dashboard saves. All are optional: Explore gives none. */
export interface PanelOptions {
  orientation?: Orientation;
  view?: View;
  showTable?: boolean;
  colourBy?: ColourBy;
}

export const DEFAULTS: Required<PanelOptions> = {
  orientation: DEFAULT_VIEW.orientation,
  view: DEFAULT_VIEW.view,
  showTable: true,
  colourBy: 'package',
};

export function addOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  builder
    .addBooleanSwitch({
      path: 'showTable',
      name: t('panel.options.show-table', 'Top table'),
      description: t('panel.options.show-table-help', 'Show the function table'),
      defaultValue: DEFAULTS.showTable,
    })
    .addRadio({
      path: 'view',
      name: t('panel.options.view', 'Default view'),
      description: t('panel.options.view-help', 'Narrow panels show one at a time'),
      defaultValue: DEFAULTS.view,
      settings: {
        options: [
          { value: 'both', label: t('panel.view.both', 'Both') },
          { value: 'graph', label: t('panel.view.graph', 'Graph') },
          { value: 'table', label: t('panel.view.table', 'Table') },
        ],
      },
      showIf: (options) => options.showTable !== false,
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
    });
}
