import { useMemo } from 'react';
import { useTheme2 } from '@grafana/ui';
import type { ColourBy } from '../../../pkg/flamegraph/choices';
import { createPalette, type Palette } from '../../../pkg/flamegraph/palette';
import type { TableColumn } from '../settings/options';
import type { PanelSettings } from '../settings/readOptions';
import type { ViewState } from '../view/viewState';
import { shownInForm } from './shownInForm';

/** How bars and rows look; the same object until a part of it changes. */
export interface Look {
  palette: Palette;
  colourBy: ColourBy;
  /** Whether a comparison is coloured by what changed. */
  colourChanges: boolean;
  /** What stands for a function on bars and in rows; always the same function for the same form. */
  shown(name: string): string;
  /** What has less of the view, 0 to 1, is not drawn and not listed. */
  minShare: number;
  columns: readonly TableColumn[];
}

/** `symbols`: whether linkers' names are shown as in the source. */
export function useLook(
  { changeColours, minShare, columns }: PanelSettings,
  { colourBy, colourChanges, names }: ViewState,
  symbols: boolean
): Look {
  const { isDark } = useTheme2();
  const palette = useMemo(() => createPalette(isDark ? 'dark' : 'light', changeColours), [isDark, changeColours]);
  return useMemo(
    () => ({ palette, colourBy, colourChanges, shown: shownInForm(names, symbols), minShare, columns }),
    [palette, colourBy, colourChanges, names, symbols, minShare, columns]
  );
}
