import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { Dropdown, RadioButtonGroup, ToolbarButton } from '@grafana/ui';
import { lazyComponent } from '../../loading/lazyComponent';
import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';
import type { Beside, View } from '../view/viewState';
import { viewNames } from './viewNames';

/** Its code comes when it is opened. */
const MoreViews = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './MoreViews')).MoreViews
);

interface Props {
  /** What is on screen: a narrow panel shows one thing at a time. */
  view: View;
  views: readonly View[];
  beside: Beside;
  narrow: boolean;
  /** Whether there is room for names. */
  named: boolean;
  act(action: ScreenAction): void;
}

/** What is looked at: the usual views as buttons, the others in a menu beside them. */
export function ViewSwitch({ view, views, beside, narrow, named, act }: Props) {
  const names = viewNames();
  const shown = views.filter((one) => USUAL.includes(one));
  const others = views.filter((one) => !USUAL.includes(one));
  const other = others.includes(view) ? names[view] : undefined;
  return (
    <>
      <RadioButtonGroup<View>
        size="sm"
        aria-label={t('panel.view.label', 'View')}
        options={shown.map((value): SelectableValue<View> => {
          const { label, icon } = names[value];
          return named ? { value, label, ariaLabel: label } : { value, icon, description: label, ariaLabel: label };
        })}
        value={other ? undefined : view}
        onChange={(next) => act({ type: 'view', view: next })}
      />
      <Dropdown
        placement="bottom-start"
        overlay={() => <MoreViews {...{ view, views: others, beside, act }} canStandBeside={!narrow} />}
      >
        <ToolbarButton
          variant={other ? 'active' : 'canvas'}
          icon={named ? undefined : other?.icon}
          isOpen={false}
          narrow
          tooltip={t('panel.view.others', 'Other views')}
          aria-label={
            other
              ? t('panel.view.other', 'View: {{name}}', { name: other.label })
              : t('panel.view.others', 'Other views')
          }
        >
          {named ? other?.label : undefined}
        </ToolbarButton>
      </Dropdown>
    </>
  );
}

const USUAL: readonly View[] = ['table', 'both', 'graph', 'tree'];
