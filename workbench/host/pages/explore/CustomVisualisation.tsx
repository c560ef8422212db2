import { useCallback, useMemo, useState } from 'react';
import { CoreApp, type DataFrame, EventBusSrv, type PanelData } from '@grafana/data';
import { Alert, PanelChrome } from '@grafana/ui';
import { importPanelPlugin } from '../../loader/plugins';
import { PanelBody } from '../../panel/PanelBody';
import { getSettings } from '../../services/frontendSettings';
import { usePromise } from '../../services/usePromise';

interface Props {
  pluginId: string;
  frames: DataFrame[];
  data: PanelData;
  width: number;
  timeZone: string;
}

/** With its frame; header and padding leave the panel 350 px. */
const HEIGHT = 400;
const NO_OPTIONS = {};
const NO_FIELD_CONFIG = { defaults: {}, overrides: [] };

/**
 * A panel plugin in Explore, under the plugin's name. Of an answer it gets the frames, the state and the range; what it
 * asks to be changed is not heard.
 */
export function CustomVisualisation({ pluginId, frames, data, width, timeZone }: Props) {
  const { value: plugin, error } = usePromise(useCallback(() => importPanelPlugin(pluginId), [pluginId]));
  const [eventBus] = useState(() => new EventBusSrv());
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
          {plugin && (
            <PanelBody
              plugin={plugin}
              id={1}
              title=""
              data={own}
              options={NO_OPTIONS}
              fieldConfig={NO_FIELD_CONFIG}
              timeZone={timeZone}
              width={innerWidth}
              height={innerHeight}
              transparent={false}
              app={CoreApp.Explore}
              eventBus={eventBus}
              replaceVariables={replaceVariables}
              onOptionsChange={unheard}
              onFieldConfigChange={unheard}
              onChangeTimeRange={unheard}
            />
          )}
        </>
      )}
    </PanelChrome>
  );
}

const replaceVariables = (text: string) => text;
const unheard = () => undefined;
