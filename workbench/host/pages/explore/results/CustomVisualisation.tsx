import { useCallback, useMemo, useState } from 'react';
import {
  CoreApp,
  type DataFrame,
  EventBusSrv,
  type PanelData,
  type PanelPlugin,
  PluginContextProvider,
  getPanelOptionsWithDefaults,
  useFieldOverrides,
} from '@grafana/data';
import {
  Alert,
  ErrorBoundaryAlert,
  PanelChrome,
  type PanelContext,
  PanelContextProvider,
  useTheme2,
} from '@grafana/ui';
import { importPanelPlugin } from '../../../loader/plugins';
import { getSettings } from '../../../services/frontendSettings';
import { usePromise } from '../../../services/usePromise';

interface Props {
  pluginId: string;
  frames: DataFrame[];
  data: PanelData;
  width: number;
  timeZone: string;
}

/** With its frame; header and padding leave the panel 350 px. */
const HEIGHT = 400;
const NO_FIELD_CONFIG = { defaults: {}, overrides: [] };

/**
 * A panel plugin in Explore, under the plugin's name. Of an answer it gets the frames, the state and the range; what it
 * asks to be changed is not heard.
 */
export function CustomVisualisation({ pluginId, frames, data, width, timeZone }: Props) {
  const { value: plugin, error } = usePromise(useCallback(() => importPanelPlugin(pluginId), [pluginId]));
  const { state, timeRange, structureRev } = data;
  const own = useMemo<PanelData>(
    () => ({ series: frames, state, timeRange, structureRev }),
    [frames, state, timeRange, structureRev]
  );
  const name = getSettings().panels[pluginId]?.name ?? pluginId;
  return (
    <PanelChrome title={name} width={width} height={HEIGHT} loadingState={state}>
      {(innerWidth, innerHeight) => (
        <>
          {error && <Alert title={`${name} could not be loaded`}>{error.message}</Alert>}
          {plugin && <Body plugin={plugin} data={own} timeZone={timeZone} width={innerWidth} height={innerHeight} />}
        </>
      )}
    </PanelChrome>
  );
}

interface BodyProps {
  plugin: PanelPlugin;
  data: PanelData;
  timeZone: string;
  width: number;
  height: number;
}

/** Draws a panel plugin with the props Grafana gives it: defaults filled in, field options applied to the data. */
function Body({ plugin, data, timeZone, width, height }: BodyProps) {
  const theme = useTheme2();
  const { options, fieldConfig } = useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: {},
        currentFieldConfig: NO_FIELD_CONFIG,
        isAfterPluginChange: false,
      }),
    [plugin]
  );
  const applied = useFieldOverrides(plugin, fieldConfig, data, timeZone, theme, replaceVariables) ?? data;

  const [eventBus] = useState(() => new EventBusSrv());
  const [instanceState, onInstanceStateChange] = useState<unknown>();
  const context = useMemo<PanelContext>(
    () => ({ app: CoreApp.Explore, eventBus, eventsScope: 'global', instanceState, onInstanceStateChange }),
    [eventBus, instanceState]
  );
  const Component = plugin.panel;
  return (
    Component && (
      <ErrorBoundaryAlert dependencies={[data, plugin]} boundaryName={plugin.meta.id}>
        <PluginContextProvider meta={plugin.meta}>
          <PanelContextProvider value={context}>
            <Component
              id={1}
              data={applied}
              title=""
              timeRange={applied.timeRange}
              timeZone={timeZone}
              options={options}
              fieldConfig={fieldConfig}
              transparent={false}
              width={width}
              height={height}
              renderCounter={0}
              replaceVariables={replaceVariables}
              onOptionsChange={unheard}
              onFieldConfigChange={unheard}
              onChangeTimeRange={unheard}
              eventBus={eventBus}
            />
          </PanelContextProvider>
        </PluginContextProvider>
      </ErrorBoundaryAlert>
    )
  );
}

const replaceVariables = (text: string) => text;
const unheard = () => undefined;
