import type { PanelOptionsEditorBuilder, PanelPlugin } from '@grafana/data';
import { loadCode } from '../../loading/loadCode';
import { DEFAULTS, type PanelOptions } from './options';

type AddOptions = (builder: PanelOptionsEditorBuilder<PanelOptions>) => void;

let add: AddOptions | undefined;

/** The panel that is set. */
export const settingsOf: { plugin?: PanelPlugin<PanelOptions> } = {};

/** Fetches how a panel is set: few who look at one do so. */
export async function loadEditor(): Promise<void> {
  const code = await loadCode(() => import('./optionsEditor'));
  add = code.addOptions;
  if (settingsOf.plugin) {
    code.offerLinkVariables(settingsOf.plugin.fieldConfigRegistry);
  }
}

/**
 * What can be set of a panel. Grafana (12.3, 13) reads the defaults of it when it loads a panel, and asks again when
 * its pane of settings is drawn: until the code for that is there, there is nothing but defaults.
 */
export const addPanelOptions: AddOptions = (builder) => {
  if (add) {
    add(builder);
    return;
  }
  for (const [path, defaultValue] of Object.entries(DEFAULTS)) {
    builder.addCustomEditor({
      ...{ id: path, path: path as keyof PanelOptions & string, name: path, defaultValue },
      editor: () => null,
      showIf: () => false,
    });
  }
};
