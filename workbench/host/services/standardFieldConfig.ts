import {
  type FieldConfigPropertyItem,
  FieldConfigOptionsRegistry,
  FieldColorModeId,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  identityOverrideProcessor,
  valueMappingsOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
} from '@grafana/data';

type Item = FieldConfigPropertyItem<any, any, any>;

const NoEditor = () => null;

function item(id: string, name: string, process: Item['process'], defaultValue?: unknown): Item {
  return {
    id,
    path: id,
    name,
    description: '',
    editor: NoEditor,
    override: NoEditor,
    process,
    defaultValue,
    settings: {},
    shouldApply: () => true,
    category: ['Standard options'],
  };
}

/** The kinds of editor a panel's options may name. */
const EDITORS = [
  'text',
  'number',
  'slider',
  'boolean',
  'select',
  'multi-select',
  'radio',
  'strings',
  'unit',
  'timezone',
  'color',
  'fieldColor',
  'field-name',
  'dashboard-uid',
  'links',
  'mappings',
  'thresholds',
  'stats-picker',
  'actions',
];

/** The field options every panel has, without their editors: a dashboard's JSON may set them, no page here edits them. */
export function setUpStandardFieldConfig(): void {
  standardEditorsRegistry.setInit(() => EDITORS.map((id) => ({ id, name: id, editor: NoEditor })));
  standardFieldConfigEditorRegistry.setInit(() => [
    item('unit', 'Unit', unitOverrideProcessor),
    item('min', 'Min', numberOverrideProcessor),
    item('max', 'Max', numberOverrideProcessor),
    item('decimals', 'Decimals', numberOverrideProcessor),
    item('displayName', 'Display name', displayNameOverrideProcessor),
    item('noValue', 'No value', stringOverrideProcessor),
    item('color', 'Color scheme', identityOverrideProcessor, { mode: FieldColorModeId.PaletteClassic }),
    item('links', 'Data links', dataLinksOverrideProcessor, []),
    item('mappings', 'Value mappings', valueMappingsOverrideProcessor, []),
    item('thresholds', 'Thresholds', thresholdsOverrideProcessor),
    item('filterable', 'Ad hoc filterable', identityOverrideProcessor),
  ]);
}

/** For a frame that no plugin's own options apply to. */
export function plainFieldConfigRegistry(): FieldConfigOptionsRegistry {
  return new FieldConfigOptionsRegistry(() => standardFieldConfigEditorRegistry.list() as never);
}
