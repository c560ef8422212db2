import {
  dateTime,
  EventBusSrv,
  FieldType,
  LoadingState,
  type DataFrame,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import type { CallTree } from '../../../pkg/calltree/tree';
import { profileFrame } from '../../frames/profileFrame';
import type { ProfileMeta } from '../../frames/profileMeta';
import type { PanelOptions } from '../settings/options';

const META: ProfileMeta = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  profileTypeLabel: 'CPU time',
  labelSelector: '{service_name="order-service"}',
  subject: { service: 'order-service', labels: [] },
  range: { from: 1795399485000, to: 1795401285000 },
};

export function frameOf(tree: CallTree, meta: Partial<ProfileMeta> = {}, refId = 'A'): DataFrame {
  return profileFrame(tree, { refId, unit: 'ns', meta: { ...META, ...meta } });
}

/** A frame as another data source makes it: plain arrays, names as text, no word about the profile. */
export function foreignFrame(): DataFrame {
  const numbers = (name: string, values: number[]) => ({ name, type: FieldType.number, config: {}, values });
  return {
    name: 'flame',
    length: 3,
    fields: [
      { name: 'label', type: FieldType.string, config: {}, values: ['all', 'left, right', 'leaf'] },
      numbers('level', [0, 1, 2]),
      numbers('value', [10, 8, 3]),
      numbers('self', [2, 5, 3]),
    ],
  };
}

export function panelProps(
  data: Partial<PanelData>,
  props: Partial<PanelProps<PanelOptions>> = {}
): PanelProps<PanelOptions> {
  const timeRange = {
    from: dateTime(1795399485000),
    to: dateTime(1795401285000),
    raw: { from: 'now-30m', to: 'now' },
  };
  return {
    id: 1,
    data: { state: LoadingState.Done, series: [], timeRange, ...data },
    timeRange,
    timeZone: 'utc',
    options: {},
    transparent: false,
    width: 1200,
    height: 500,
    fieldConfig: { defaults: {}, overrides: [] },
    renderCounter: 1,
    title: 'Profile',
    eventBus: new EventBusSrv(),
    onOptionsChange: () => {},
    onFieldConfigChange: () => {},
    replaceVariables: (text) => text,
    onChangeTimeRange: () => {},
    ...props,
  };
}
