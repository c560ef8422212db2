import { ALL, type Option, type PanelJson } from './dashboardModel';
import type { LoadedVariable } from './dashboardVariables';

const COLUMNS = 24;
const DEFAULT_PER_ROW = 4;

/**
 * Puts a repeated panel there once for each value of its variable: side by side, as many in a row as it allows, or one
 * below the other. What stood below it moves down by what that adds.
 */
export function repeatPanels(panels: PanelJson[], variables: LoadedVariable[]): PanelJson[] {
  let nextId = Math.max(0, ...panels.map(({ id }) => id)) + 1;
  const shifts: Array<{ below: number; by: number }> = [];
  const shiftOf = (y: number) => shifts.reduce((sum, { below, by }) => sum + (y >= below ? by : 0), 0);
  return [...panels]
    .sort((a, b) => a.gridPos.y - b.gridPos.y || a.gridPos.x - b.gridPos.x)
    .flatMap((panel) => {
      const at = { ...panel.gridPos, y: panel.gridPos.y + shiftOf(panel.gridPos.y) };
      const variable = variables.find(({ json }) => json.name === panel.repeat);
      if (!variable) {
        return [{ ...panel, gridPos: at }];
      }
      const values = chosenOptions(variable);
      const down = panel.repeatDirection === 'v';
      const perRow = down ? 1 : Math.min(panel.maxPerRow ?? DEFAULT_PER_ROW, values.length || 1);
      const w = down ? at.w : Math.floor(COLUMNS / perRow);
      shifts.push({ below: panel.gridPos.y + at.h, by: (Math.ceil(values.length / perRow) - 1) * at.h });
      return values.map((option, index) => ({
        ...panel,
        id: index === 0 ? panel.id : nextId++,
        gridPos: {
          x: down ? at.x : (index % perRow) * w,
          y: at.y + Math.floor(index / perRow) * at.h,
          w,
          h: at.h,
        },
        scopedVars: { ...panel.scopedVars, [variable.json.name]: { text: option.text, value: option.value } },
      }));
    });
}

/** `All` is every option; a variable without a value is there once, empty. */
function chosenOptions({ options, value }: LoadedVariable): Option[] {
  const values = [value].flat();
  if (values.includes(ALL)) {
    return options.length ? options : [{ text: '', value: '' }];
  }
  const chosen = values.map((one) => options.find((option) => option.value === one) ?? { text: one, value: one });
  return chosen.length ? chosen : [{ text: '', value: '' }];
}
