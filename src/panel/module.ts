import { FieldConfigProperty, PanelPlugin, type PanelProps } from '@grafana/data';
import { PANEL_PLUGIN_ID } from '../frames/profileMeta';
import { lazyComponent } from '../loading/lazyComponent';
import { translateFor } from '../wording/t';
import { loadPanel } from './loadPanel';
import type { PanelOptions } from './settings/options';
import { addPanelOptions } from './settings/editorCode';

translateFor(PANEL_PLUGIN_ID);

export const plugin = new PanelPlugin<PanelOptions>(
  lazyComponent<PanelProps<PanelOptions>>(async () => (await loadPanel()).FlameGraphPanel)
)
  .useFieldConfig({
    disableStandardOptions: Object.values(FieldConfigProperty).filter(
      (property) =>
        ![FieldConfigProperty.Unit, FieldConfigProperty.Decimals, FieldConfigProperty.Links].includes(property)
    ),
  })
  .setPanelOptions(addPanelOptions);
