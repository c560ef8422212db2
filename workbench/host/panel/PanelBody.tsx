import { type ReactNode, useMemo, useState } from 'react';
import {
  CoreApp,
  type EventBus,
  type FieldConfigSource,
  type InterpolateFunction,
  type PanelData,
  type PanelPlugin,
  PluginContextProvider,
  type TimeRange,
  getPanelOptionsWithDefaults,
  useFieldOverrides,
} from '@grafana/data';
import { ErrorBoundaryAlert, type PanelContext, PanelContextProvider, useTheme2 } from '@grafana/ui';

interface Props {
  plugin: PanelPlugin;
  id: number;
  title: string;
  data: PanelData;
  options: Record<string, unknown>;
  fieldConfig: FieldConfigSource;
  timeZone: string;
  width: number;
  height: number;
  transparent: boolean;
  app: CoreApp;
  eventBus: EventBus;
  replaceVariables: InterpolateFunction;
  onOptionsChange: (options: Record<string, unknown>) => void;
  onFieldConfigChange: (config: FieldConfigSource) => void;
  onChangeTimeRange: (range: { from: number; to: number }) => void;
}

const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };

/** Draws a panel plugin with the props Grafana gives it: defaults filled in, field options applied to the data. */
export function PanelBody(props: Props): ReactNode {
  const { plugin, data, timeZone, app, eventBus, replaceVariables, onChangeTimeRange } = props;
  const theme = useTheme2();

  const { options, fieldConfig } = useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: props.options ?? {},
        currentFieldConfig: props.fieldConfig ?? NO_FIELD_CONFIG,
        isAfterPluginChange: false,
      }),
    [plugin, props.options, props.fieldConfig]
  );
  const applied = useFieldOverrides(plugin, fieldConfig, data, timeZone, theme, replaceVariables) ?? data;

  const [instanceState, onInstanceStateChange] = useState<unknown>();
  const context = useMemo<PanelContext>(
    () => ({
      app,
      eventBus,
      eventsScope: 'global',
      instanceState,
      onInstanceStateChange,
      onSelectRange: undefined,
      canAddAnnotations: () => false,
      canEditAnnotations: () => false,
      canDeleteAnnotations: () => false,
    }),
    [app, eventBus, instanceState]
  );

  const Component = plugin.panel;
  if (!Component) {
    return null;
  }
  const range: TimeRange = applied.timeRange;
  return (
    <ErrorBoundaryAlert dependencies={[data, plugin]} boundaryName={plugin.meta.id}>
      <PluginContextProvider meta={plugin.meta}>
        <PanelContextProvider value={context}>
          <Component
            id={props.id}
            data={applied}
            title={props.title}
            timeRange={range}
            timeZone={timeZone}
            options={options}
            fieldConfig={fieldConfig}
            transparent={props.transparent}
            width={props.width}
            height={props.height}
            renderCounter={0}
            replaceVariables={replaceVariables}
            onOptionsChange={props.onOptionsChange}
            onFieldConfigChange={props.onFieldConfigChange}
            onChangeTimeRange={onChangeTimeRange}
            eventBus={eventBus}
          />
        </PanelContextProvider>
      </PluginContextProvider>
    </ErrorBoundaryAlert>
  );
}
