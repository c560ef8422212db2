import { FieldConfigProperty, PanelPlugin, type PanelProps } from '@grafana/data';
import { PANEL_PLUGIN_ID } from '../frames/profileMeta';
import { lazyComponent } from '../loading/lazyComponent';
import { translateFor } from '../wording/t';
import { loadPanel } from './loadPanel';
import type { PanelOptions } from './settings/options';
import { addPanelOptions, settingsOf } from './settings/editorCode';

translateFor(PANEL_PLUGIN_ID);

export const plugin = new PanelPlugin<PanelOptions>(
  lazyComponent<PanelProps<PanelOptions>>(async () => (await loadPanel()).FlameGraphPanel)
)
  .useFieldConfig({
    disableStandardOptions: Object.values(FieldConfigProperty).filter(
      (property) =>
        ![FieldConfigProperty.Unit, FieldConfigProperty.Decimals, FieldConfigProperty.Links].includes(property)
    ),
    // Settings of our own, if none, make this item of Grafana's a copy (12.4, 13.2), whose editor can be another one.
    standardOptions: { [FieldConfigProperty.Links]: { settings: {} } },
  })
  .setPanelOptions(addPanelOptions);

settingsOf.plugin = plugin;
