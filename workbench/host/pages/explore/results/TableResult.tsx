import { useMemo } from 'react';
import { type DataFrame, type FieldConfigSource, type PanelData, applyFieldOverrides } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { PanelChrome, Table, useTheme2 } from '@grafana/ui';
import { plainFieldConfigRegistry } from '../../../services/standardFieldConfig';

interface Props {
  data: PanelData;
  frames: DataFrame[];
  width: number;
  timeZone: string;
}

const HEIGHT = 350;
const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };

export function TableResult({ data, frames, width, timeZone }: Props) {
  return (
    <>
      {frames.map((frame, index) => (
        <PanelChrome
          key={index}
          title={`Table${frame.name ? `: ${frame.name}` : ''}`}
          width={width}
          height={HEIGHT}
          loadingState={data.state}
          padding="none"
        >
          {(innerWidth, innerHeight) => (
            <FrameTable frame={frame} timeZone={timeZone} width={innerWidth} height={innerHeight} />
          )}
        </PanelChrome>
      ))}
    </>
  );
}

interface FrameTableProps {
  frame: DataFrame;
  fieldConfig?: FieldConfigSource;
  timeZone: string;
  width: number;
  height: number;
}

export function FrameTable({ frame, fieldConfig = NO_FIELD_CONFIG, timeZone, width, height }: FrameTableProps) {
  const theme = useTheme2();
  const [shown] = useMemo(
    () =>
      applyFieldOverrides({
        data: [frame],
        theme,
        timeZone,
        fieldConfig,
        fieldConfigRegistry: plainFieldConfigRegistry(),
        replaceVariables: (value, scopedVars, format) => getTemplateSrv().replace(value, scopedVars, format),
      }),
    [frame, fieldConfig, theme, timeZone]
  );
  return <Table data={shown} width={width} height={height} />;
}
