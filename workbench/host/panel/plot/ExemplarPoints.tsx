import { css } from '@emotion/css';
import type { MouseEvent } from 'react';
import type uPlot from 'uplot';
import { FieldType, type GrafanaTheme2, dateTimeFormat, formattedValueToString, getValueFormat } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import type { Point } from './marks';
import { valueScale } from './scales';

interface Props {
  plot: uPlot;
  points: Point[];
  timeZone: string;
  onPick: (point: Point, x: number, y: number) => void;
}

/** A diamond for each exemplar; one beyond the axis is drawn at its edge. A click offers where it leads. */
export function ExemplarPoints({ plot, points, timeZone, onPick }: Props) {
  const styles = useStyles2(getStyles);
  const { clientWidth: width, clientHeight: height } = plot.over;
  return points.map((point, index) => {
    const scale = valueScale(plot, point.unit);
    const left = plot.valToPos(point.time, 'x');
    if (!scale || left < 0 || left > width) {
      return null;
    }
    const top = Math.min(height, Math.max(0, plot.valToPos(point.value, scale)));
    const at = dateTimeFormat(point.time, { timeZone });
    const pick = (event: MouseEvent) => {
      event.stopPropagation();
      const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
      onPick(point, x, y);
    };
    return (
      <Tooltip key={index} content={<Words point={point} at={at} />} placement="top">
        <button
          type="button"
          className={styles.point}
          style={{ left, top }}
          aria-label={`Exemplar, ${at}`}
          data-testid="exemplar-point"
          onClick={pick}
        />
      </Tooltip>
    );
  });
}

function Words({ point, at }: { point: Point; at: string }) {
  return (
    <div>
      <div>{at}</div>
      {wordsOf(point).map(([name, value]) => (
        <div key={name}>
          {name}: <strong>{value}</strong>
        </div>
      ))}
    </div>
  );
}

/** A point's own words: every field of its row that has a value, with its unit. */
function wordsOf({ frame, row }: Point): Array<[name: string, value: string]> {
  return frame.fields.flatMap((field): Array<[string, string]> => {
    const value: unknown = field.values[row];
    if (field.type === FieldType.time || value === '' || value === null || value === undefined) {
      return [];
    }
    const text =
      field.type === FieldType.number
        ? formattedValueToString(getValueFormat(field.config.unit ?? 'short')(Number(value)))
        : String(value);
    return [[field.config.displayName ?? field.name, text]];
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  point: css({
    position: 'absolute',
    width: 8,
    height: 8,
    padding: 0,
    transform: 'translate(-50%, -50%) rotate(45deg)',
    background: theme.visualization.getColorByName('blue'),
    border: `1px solid ${theme.colors.background.primary}`,
    cursor: 'pointer',
    '&:hover, &:focus-visible': { outline: `2px solid ${theme.colors.primary.text}` },
  }),
});
