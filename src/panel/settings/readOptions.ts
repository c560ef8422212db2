import { HEADERS, DEFAULTS, START_TRANSFORMS, TABLE_COLUMNS, type PanelOptions, type StartTransform } from './options';
import type { Transform } from '../transforms/transform';
import { readViewState } from '../view/readViewState';
import type { ViewState } from '../view/viewState';

/** What a panel's settings say besides the view. */
export type PanelSettings = Required<Pick<PanelOptions, 'showTable' | 'changeColours' | 'columns' | 'header'>> & {
  /** 0 to 1. */
  minShare: number;
};

/**
 * A panel's settings, whoever saved them: another panel's options stay when the kind of a panel is changed, and what is
 * unreadable is as it is by default.
 */
export function readSettings(options: PanelOptions): PanelSettings {
  const { showTable, changeColours, columns, minShare, header } = options;
  return {
    showTable: typeof showTable === 'boolean' ? showTable : DEFAULTS.showTable,
    changeColours: changeColours === 'classic' ? changeColours : DEFAULTS.changeColours,
    columns: Array.isArray(columns) ? TABLE_COLUMNS.filter((one) => columns.includes(one)) : DEFAULTS.columns,
    minShare: typeof minShare === 'number' && minShare > 0 ? Math.min(minShare, 100) / 100 : 0,
    header: HEADERS.find((one) => one === header) ?? DEFAULTS.header,
  };
}

/** The view that a panel opens with. */
export function readDefaultView(options: PanelOptions): ViewState {
  const { view, orientation, folds, start, colourBy, colourChanges, names, transforms, savedView } = options;
  const saved = readViewState(savedView);
  const shaped = START_TRANSFORMS.filter((one) => Array.isArray(transforms) && transforms.includes(one));
  return readViewState(
    { view, orientation, folds, start, colourBy, colourChanges, names },
    { ...saved, transforms: [...shaped.map(startTransform), ...saved.transforms] }
  );
}

function startTransform(kind: StartTransform): Transform {
  switch (kind) {
    case 'package':
    case 'module':
    case 'file':
      return { kind: 'group', by: kind };
    default:
      return { kind };
  }
}
