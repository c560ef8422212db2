import React from 'react';
import { Button, Dropdown, Menu } from '@grafana/ui';
import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';
import { BAR_WIDTHS, GREYS, type Comparison } from '../view/viewState';
import { points } from './change';

interface Props {
  comparison: Comparison;
  /** Whether it is known which changes are more than chance. */
  judged: boolean;
  /** Why that can never be known. */
  unjudged: string | undefined;
  /** One menu for all of it. */
  narrow: boolean;
  className: string;
  act(action: ScreenAction): void;
}

interface Choice {
  title: string;
  /** What is chosen, in a few words. */
  now: string;
  options: Array<{ label: string; help?: string; chosen: boolean; disabled?: boolean; change: Partial<Comparison> }>;
}

/** How the two sides are shown: a menu for each question, which also says what is chosen. */
export function CompareOptions({ comparison, judged, unjudged, narrow, className, act }: Props) {
  const choices = choicesOf(comparison, judged, unjudged);
  const button = (text: string, shown: Choice[]) => (
    <Dropdown
      key={text}
      placement="bottom-start"
      overlay={() => (
        <Menu>
          {shown.map(({ title, options }) => (
            <Menu.Group key={title} label={title}>
              {options.map(({ label, help, chosen, disabled, change }) => (
                <Menu.Item
                  key={label}
                  label={label}
                  description={help}
                  role="menuitemradio"
                  ariaChecked={chosen}
                  active={chosen}
                  disabled={disabled}
                  icon={chosen ? 'check' : undefined}
                  onClick={() => act({ type: 'comparison', change })}
                />
              ))}
            </Menu.Group>
          ))}
        </Menu>
      )}
    >
      <Button
        size="sm"
        fill="text"
        variant="secondary"
        icon="angle-down"
        iconPlacement="right"
        aria-haspopup="menu"
        className={className}
      >
        {text}
      </Button>
    </Dropdown>
  );
  return narrow ? (
    button(t('panel.compare.options', 'Show as'), choices)
  ) : (
    <>{choices.map((choice) => button(`${choice.title}: ${choice.now}`, [choice]))}</>
  );
}

function choicesOf({ width, by, grey }: Comparison, judged: boolean, unjudged: string | undefined): Choice[] {
  const widths = widthNames();
  const measures = measureNames();
  const greyText = (one: Comparison['grey']) =>
    one === 'unsure'
      ? t('panel.compare.grey-unsure', 'not significant')
      : one === 0
        ? t('panel.compare.grey-nothing', 'nothing')
        : t('panel.compare.grey-below', 'below {{points}}', { points: points(one).replace('+', '') });
  return [
    {
      title: t('panel.compare.width', 'Bar width'),
      now: widths[width].label,
      options: BAR_WIDTHS.map((one) => ({ ...widths[one], chosen: one === width, change: { width: one } })),
    },
    {
      title: t('panel.compare.by', 'Compare'),
      now: measures[by].label,
      options: (['shares', 'totals'] as const).map((one) => ({
        ...measures[one],
        chosen: one === by,
        change: { by: one },
      })),
    },
    {
      title: t('panel.compare.grey', 'Grey out'),
      now: greyText(grey),
      options: GREYS.map((one) => ({
        label: greyText(one),
        ...(one === 'unsure' && {
          help: judged
            ? t('panel.compare.grey-unsure-help', 'Neither certain nor likely, or too small to be tested')
            : (unjudged ?? t('panel.compare.grey-first', 'Press “Is it real?” first')),
          disabled: !judged,
        }),
        chosen: one === grey,
        change: { grey: one },
      })),
    },
  ];
}

function widthNames(): Record<Comparison['width'], { label: string; help: string }> {
  return {
    both: {
      label: t('panel.compare.both', 'both sides'),
      help: t('panel.compare.both-help', 'Everything: new and removed functions are drawn, too'),
    },
    baseline: {
      label: t('panel.compare.only-baseline', 'baseline'),
      help: t('panel.compare.only-baseline-help', 'Only what was there before: new functions are not drawn'),
    },
    compared: {
      label: t('panel.compare.only-compared', 'comparison'),
      help: t('panel.compare.only-compared-help', 'Only what is there now: removed functions are not drawn'),
    },
    sideBySide: {
      label: t('panel.compare.side-by-side', 'side by side'),
      help: t('panel.compare.side-by-side-help', 'A graph for each side, with one pointer'),
    },
  };
}

function measureNames(): Record<Comparison['by'], { label: string; help: string }> {
  return {
    shares: {
      label: t('panel.compare.shares', 'shares'),
      help: t(
        'panel.compare.shares-help',
        'Percent of each side’s total: more traffic by itself does not show as a change'
      ),
    },
    totals: {
      label: t('panel.compare.totals', 'totals'),
      help: t('panel.compare.totals-help', 'As measured: a longer range or more traffic shows as more'),
    },
  };
}
