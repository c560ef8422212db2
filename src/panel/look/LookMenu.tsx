import React from 'react';
import { ContextMenu, Menu } from '@grafana/ui';
import { COLOURS_BY, NAME_FORMS } from '../../../pkg/flamegraph/choices';
import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';
import type { ViewState } from '../view/viewState';
import { colourNames, formNames } from './lookNames';

interface Props {
  state: Pick<ViewState, 'colourBy' | 'colourChanges' | 'names'>;
  compared: boolean;
  x: number;
  y: number;
  act(action: ScreenAction): void;
  onClose(): void;
}

/** What bars and rows are coloured by, and how names are written: for who looks at the panel now. */
export function LookMenu({ state, compared, x, y, act, onClose }: Props) {
  const colours = colourNames();
  const forms = formNames();
  const byChange = compared && state.colourChanges;
  const choice = (label: string, chosen: boolean, onClick: () => void, description?: string) => (
    <Menu.Item
      key={label}
      {...{ label, description, onClick }}
      role="menuitemradio"
      ariaChecked={chosen}
      active={chosen}
      icon={chosen ? 'check' : undefined}
    />
  );
  return (
    <ContextMenu
      {...{ x, y, onClose }}
      focusOnOpen
      renderMenuItems={() => (
        <>
          <Menu.Group label={t('panel.look.colour', 'Colour by')}>
            {compared &&
              choice(t('panel.look.change', 'Change'), byChange, () => act({ type: 'look', colourChanges: true }))}
            {COLOURS_BY.map((by) =>
              choice(colours[by], !byChange && by === state.colourBy, () =>
                act({ type: 'look', colourBy: by, ...(compared && { colourChanges: false }) })
              )
            )}
          </Menu.Group>
          <Menu.Group label={t('panel.look.names', 'Names')}>
            {NAME_FORMS.map((form) =>
              choice(forms[form], form === state.names, () => act({ type: 'look', names: form }))
            )}
          </Menu.Group>
        </>
      )}
    />
  );
}
