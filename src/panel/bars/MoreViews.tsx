import React from 'react';
import { Menu } from '@grafana/ui';
import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';
import type { Beside, View } from '../view/viewState';
import { viewNames } from './viewNames';

interface Props {
  view: View;
  views: readonly View[];
  beside: Beside;
  /** Whether there is room for two side by side. */
  canStandBeside: boolean;
  act(action: ScreenAction): void;
}

/** The views that the switch has no button for, and what stands beside the graph. */
export function MoreViews({ view, views, beside, canStandBeside, act }: Props) {
  const names = viewNames();
  const lists: ReadonlyArray<[Beside, string]> = [
    ['table', t('panel.view.beside-table', 'Top functions')],
    ['tree', names.tree.label],
    ['inverted', names.inverted.label],
  ];
  return (
    <Menu ariaLabel={t('panel.view.others', 'Other views')}>
      <Menu.Group label={t('panel.view.label', 'View')}>
        {views.map((one) => (
          <Menu.Item
            key={one}
            label={names[one].label}
            description={names[one].help}
            icon={names[one].icon}
            role="menuitemradio"
            ariaChecked={one === view}
            active={one === view}
            onClick={() => act({ type: 'view', view: one })}
          />
        ))}
      </Menu.Group>
      {canStandBeside && (
        <Menu.Group label={t('panel.view.beside', 'Beside the graph')}>
          {lists.map(([list, label]) => (
            <Menu.Item
              key={list}
              label={label}
              role="menuitemradio"
              ariaChecked={list === beside}
              active={list === beside}
              icon={list === beside ? 'check' : undefined}
              onClick={() => act({ type: 'beside', list })}
            />
          ))}
        </Menu.Group>
      )}
    </Menu>
  );
}
