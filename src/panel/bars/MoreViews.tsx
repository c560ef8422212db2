import React, { useEffect } from 'react';
import { Menu } from '@grafana/ui';
import { t } from '../../wording/t';
import { ownTask } from '../nextPaint';
import { CallGraph, Sandwich } from '../screens';
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
  // While the user chooses, the code of what can be chosen comes, that of the graphs and lists in one file, and then what
  // they show.
  useEffect(() => {
    Sandwich.prepare();
    CallGraph.prepare();
    const controller = new AbortController();
    act({ type: 'workAhead', signal: controller.signal });
    // Not at once: what the chosen view shows is not given up if that has asked for it by then.
    return () => void ownTask().then(() => controller.abort());
  }, [act]);
  const names = viewNames();
  const help: Partial<Record<View, string>> = {
    callGraph: t('panel.view.call-graph-help', 'The most expensive functions, and who calls whom'),
    inverted: t('panel.view.inverted-help', 'Functions by self, who calls them below'),
    invertedGraph: t('panel.view.inverted-graph-help', 'The same as a flame graph'),
    sandwich: t('panel.view.sandwich-help', 'Callers and callees of one function'),
  };
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
            description={help[one]}
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
