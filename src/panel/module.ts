import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { PANEL_PLUGIN_ID } from '../frames/profileMeta';
import { addOptions, type PanelOptions } from './options';
import { FlameGraphPanel } from './panel';

// Nothing is loaded, so this is done before anything is drawn.
void initPluginTranslations(PANEL_PLUGIN_ID);

export const plugin = new PanelPlugin<PanelOptions>(FlameGraphPanel)
  .useFieldConfig({
    disableStandardOptions: Object.values(FieldConfigProperty).filter(
      (property) => property !== FieldConfigProperty.Unit && property !== FieldConfigProperty.Decimals
    ),
  })
  .setPanelOptions(addOptions);
