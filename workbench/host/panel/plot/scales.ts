import type uPlot from 'uplot';

/** The scale that values of this unit are drawn on; Grafana's keys begin with the unit. */
export function valueScale(plot: uPlot, unit: string): string | undefined {
  const keys = Object.keys(plot.scales).filter((key) => key !== 'x');
  return keys.find((key) => key.startsWith(`${unit}/`)) ?? keys[0];
}
