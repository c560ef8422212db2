import type { PanelOptionsEditorBuilder, SelectFieldConfigSettings } from '@grafana/data';
import { COLOURS_BY, NAME_FORMS } from '../../../pkg/flamegraph/choices';
import { t } from '../../wording/t';
import { viewNames } from '../bars/viewNames';
import { SourceLinkEditor } from '../links/SourceLinkEditor';
import { colourNames, formNames } from '../look/lookNames';
import { DEFAULTS, HEADERS, START_TRANSFORMS, TABLE_COLUMNS, type PanelOptions, type TableColumn } from './options';
import { VIEWS } from '../view/viewState';

export { offerLinkVariables } from '../links/linkVariables';

/** What can be set of a panel. Grafana reads the defaults of it when it loads the panel. */
export function addOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  addViewOptions(builder, [t('panel.options.category-view', 'View')]);
  addLookOptions(builder, [t('panel.options.category-look', 'Colours and names')]);
  addTableOptions(builder, [t('panel.options.category-table', 'Header and table')]);
  addSourceOptions(builder, [t('panel.options.source', 'Source code')]);
}

/** Grafana's type of the editor takes the kind of one choice and of the value for the same. */
type Several<T> = T | T[];

type AddOptions = (builder: PanelOptionsEditorBuilder<PanelOptions>, category: string[]) => void;

const addViewOptions: AddOptions = (builder, category) => {
  const transforms: Record<(typeof START_TRANSFORMS)[number], string> = {
    runtime: t('panel.options.transform-runtime', 'Hide runtime and idle'),
    application: t('panel.options.transform-application', 'Application code only'),
    recursion: t('panel.options.transform-recursion', 'Collapse recursion'),
    package: t('panel.options.transform-package', 'Group by package'),
    module: t('panel.options.transform-module', 'Group by module or library'),
    file: t('panel.options.transform-file', 'Group by file'),
    invert: t('panel.options.transform-invert', 'Invert'),
  };
  builder
    .addSelect({
      category,
      path: 'view',
      name: t('panel.options.view', 'Default view'),
      description: t('panel.options.view-help', 'Narrow panels show one at a time'),
      defaultValue: DEFAULTS.view,
      settings: { options: VIEWS.map((value) => ({ value, label: viewNames()[value].label })) },
    })
    .addRadio({
      category,
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
      category,
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
    .addBooleanSwitch({
      category,
      path: 'folds',
      name: t('panel.options.folds', 'Fold library calls'),
      description: t('panel.options.folds-help', 'Straight calls of libraries and the runtime share a row'),
      defaultValue: DEFAULTS.folds,
    })
    .addNumberInput({
      category,
      path: 'minShare',
      name: t('panel.options.min-share', 'Minimum share (%)'),
      description: t('panel.options.min-share-help', 'Calls and functions below it are counted, not shown one by one'),
      defaultValue: DEFAULTS.minShare,
      settings: { min: 0, max: 50, step: 0.1 },
    })
    .addBooleanSwitch({
      category,
      path: 'merged',
      name: t('panel.options.merged', 'Merge profiles'),
      description: t('panel.options.merged-help', 'Several queries of one unit as one profile'),
      defaultValue: DEFAULTS.merged,
    })
    .addMultiSelect({
      category,
      path: 'transforms',
      name: t('panel.options.transforms', 'Transforms'),
      description: t('panel.options.transforms-help', 'Applied first; a viewer can switch them off'),
      settings: { options: START_TRANSFORMS.map((value) => ({ value, label: transforms[value] })) },
    });
};

const addLookOptions: AddOptions = (builder, category) => {
  const colours = colourNames();
  const forms = formNames();
  builder
    .addSelect({
      category,
      path: 'colourBy',
      name: t('panel.options.colour-by', 'Colour by'),
      description: t('panel.options.colour-by-help', 'Libraries and runtime code are muted'),
      defaultValue: DEFAULTS.colourBy,
      settings: { options: COLOURS_BY.map((value) => ({ value, label: colours[value] })) },
    })
    .addBooleanSwitch({
      category,
      path: 'colourChanges',
      name: t('panel.options.colour-changes', 'Comparisons by change'),
      description: t('panel.options.colour-changes-help', 'Colour a comparison by what changed'),
      defaultValue: DEFAULTS.colourChanges,
    })
    .addRadio({
      category,
      path: 'changeColours',
      name: t('panel.options.change-colours', 'Colours of a comparison'),
      description: t('panel.options.change-colours-help', 'More and less; the first pair is told apart by everybody'),
      defaultValue: DEFAULTS.changeColours,
      settings: {
        options: [
          { value: 'safe', label: t('panel.options.colours-safe', 'Orange and blue-green') },
          { value: 'classic', label: t('panel.options.colours-classic', 'Red and green') },
        ],
      },
    })
    .addRadio({
      category,
      path: 'names',
      name: t('panel.options.names', 'Names'),
      description: t('panel.options.names-help', 'Short: a function and its type or file'),
      defaultValue: DEFAULTS.names,
      settings: { options: NAME_FORMS.map((value) => ({ value, label: forms[value] })) },
    });
};

const addTableOptions: AddOptions = (builder, category) => {
  const headers: Record<(typeof HEADERS)[number], string> = {
    full: t('panel.options.header-full', 'Shown'),
    title: t('panel.options.header-title', 'Title only'),
    hidden: t('panel.options.header-hidden', 'Hidden'),
  };
  const columns: Record<(typeof TABLE_COLUMNS)[number], string> = {
    self: t('panel.table.self', 'Self'),
    total: t('panel.table.total', 'Total'),
    share: t('panel.options.column-share', 'Shares'),
  };
  builder
    .addRadio({
      category,
      path: 'header',
      name: t('panel.options.header', 'Header'),
      description: t('panel.options.header-help', 'Title and toolbar'),
      defaultValue: DEFAULTS.header,
      settings: { options: HEADERS.map((value) => ({ value, label: headers[value] })) },
    })
    .addBooleanSwitch({
      category,
      path: 'showTable',
      name: t('panel.options.show-table', 'Top table'),
      description: t('panel.options.show-table-help', 'Show the function table'),
      defaultValue: DEFAULTS.showTable,
    })
    .addMultiSelect<Several<TableColumn>, SelectFieldConfigSettings<Several<TableColumn>>>({
      category,
      path: 'columns',
      name: t('panel.options.columns', 'Columns'),
      description: t('panel.options.columns-help', 'Of the top table; a comparison has its own'),
      defaultValue: DEFAULTS.columns,
      settings: { options: TABLE_COLUMNS.map((value) => ({ value, label: columns[value] })) },
    });
};

const addSourceOptions: AddOptions = (builder, category) => {
  builder
    .addCustomEditor({
      category,
      id: 'sourceLink',
      path: 'sourceLink',
      name: t('panel.options.source-link', 'Source link'),
      editor: SourceLinkEditor,
    })
    .addTextInput({
      category,
      path: 'sourcePrefix',
      name: t('panel.options.source-prefix', 'Build folder'),
      description: t(
        'panel.options.source-prefix-help',
        'What file names begin with where the code was built, as /app/: left out of ${file}'
      ),
    });
};
