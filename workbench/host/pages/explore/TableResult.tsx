import { useMemo } from 'react';
import { type DataFrame, type PanelData, applyFieldOverrides } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { PanelChrome, Table, useTheme2 } from '@grafana/ui';
import { plainFieldConfigRegistry } from '../../services/standardFieldConfig';

interface Props {
  data: PanelData;
  frames: DataFrame[];
  width: number;
  timeZone: string;
}

const HEIGHT = 350;

export function TableResult({ data, frames, width, timeZone }: Props) {
  const theme = useTheme2();
  const shown = useMemo(
    () =>
      applyFieldOverrides({
        data: frames,
        theme,
        timeZone,
        fieldConfig: { defaults: {}, overrides: [] },
        fieldConfigRegistry: plainFieldConfigRegistry(),
        replaceVariables: (value) => getTemplateSrv().replace(value),
      }),
    [frames, theme, timeZone]
  );
  return (
    <>
      {shown.map((frame, index) => (
        <PanelChrome
          key={index}
          title={`Table${frame.name ? `: ${frame.name}` : ''}`}
          width={width}
          height={HEIGHT}
          loadingState={data.state}
          padding="none"
        >
          {(innerWidth, innerHeight) => <Table data={frame} width={innerWidth} height={innerHeight} />}
        </PanelChrome>
      ))}
    </>
  );
}
