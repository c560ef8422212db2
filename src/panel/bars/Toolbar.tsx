import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Dropdown, IconButton, Menu, ToolbarButton, useStyles2 } from '@grafana/ui';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import { SearchBox } from './SearchBox';
import { ViewSwitch } from './ViewSwitch';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';
import type { ScreenAction } from '../view/scene';
import type { Beside, View, ViewState } from '../view/viewState';

interface Props {
  search: ViewState['search'];
  orientation: Orientation;
  folds: boolean;
  start: ViewState['start'];
  filled: boolean;
  canReset: boolean;
  /** The user is editing the panel. */
  canSave: boolean;
  /** There is somebody to ask for another side. */
  canCompare: boolean;
  /** What is on screen: a narrow panel shows one thing at a time. */
  view: View;
  views: readonly View[];
  beside: Beside;
  narrow: boolean;
  /** Whether there is room for the names of views. */
  named: boolean;
  /** How many buttons are shown; the rest is a menu. */
  buttons: number;
  /** Why the search is no regular expression. */
  searchError?: string;
  /** `12 matches · 41 %`, once known. */
  matchText?: string;
  searchRef: React.Ref<HTMLInputElement>;
  act(action: ScreenAction): void;
}

/** Its buttons cost more to render than the graph: it is rendered anew only when something in it changes. */
export const Toolbar = React.memo(function Toolbar(props: Props) {
  const { search, view, views, beside, narrow, named, buttons, searchError, matchText, searchRef, act } = props;
  const styles = useStyles2(getStyles);
  const found = searchError ?? matchText;
  const all = commandsOf(props);
  const shown = all.slice(0, buttons);
  const rest = all.slice(buttons);

  return (
    <div className={styles.bar} role="toolbar" aria-label={t('panel.toolbar.label', 'Profile view')}>
      {views.length > 1 && (
        <div className={styles.views}>
          <ViewSwitch {...{ view, views, beside, narrow, named, act }} />
        </div>
      )}
      <SearchBox
        ref={searchRef}
        search={search}
        error={searchError}
        onChange={(next) => act({ type: 'search', search: next })}
        onStep={(direction) => act({ type: 'nextMatch', direction })}
        onLeave={() => act({ type: 'goToGraph' })}
      />
      {found && (
        <span className={searchError ? styles.error : styles.found} data-testid="hotpath-matches" title={found}>
          {found}
        </span>
      )}
      {search.text !== '' && !searchError && (
        <>
          <IconButton
            name="angle-left"
            tooltip={t('panel.search.previous', 'Previous match')}
            onClick={() => act({ type: 'nextMatch', direction: -1 })}
          />
          <IconButton
            name="angle-right"
            tooltip={t('panel.search.next', 'Next match')}
            onClick={() => act({ type: 'nextMatch', direction: 1 })}
          />
        </>
      )}
      <div className={styles.end}>
        {shown.map(({ label, icon, action, disabled }) => (
          <ToolbarButton
            key={label}
            variant="canvas"
            icon={icon}
            tooltip={label}
            aria-label={label}
            disabled={disabled}
            onClick={() => act(action)}
          />
        ))}
        {rest.length > 0 && (
          <Dropdown
            placement="bottom-end"
            overlay={() => (
              <Menu>
                {rest.map(({ label, icon, action, disabled }) => (
                  <Menu.Item key={label} label={label} icon={icon} disabled={disabled} onClick={() => act(action)} />
                ))}
              </Menu>
            )}
          >
            <ToolbarButton variant="canvas" icon="ellipsis-v" narrow aria-label={t('panel.toolbar.more', 'More')} />
          </Dropdown>
        )}
      </div>
    </div>
  );
});

interface Command {
  label: string;
  icon: IconName;
  action: ScreenAction;
  disabled?: boolean;
}

/** What the buttons do, most used first. */
function commandsOf({ filled, folds, start, orientation, canReset, canSave, canCompare }: Props): Command[] {
  return [
    {
      label: filled
        ? t('panel.toolbar.leave', 'Leave the full window (f)')
        : t('panel.toolbar.fill', 'Fill the window (f)'),
      icon: filled ? 'times' : 'monitor',
      action: { type: 'fill', on: !filled },
    },
    {
      label: folds
        ? t('panel.toolbar.unfold-all', 'Show every call in a row of its own')
        : t('panel.toolbar.fold', 'Fold straight library calls into one row'),
      icon: folds ? 'angle-double-down' : 'angle-double-right',
      action: { type: 'folds', on: !folds },
    },
    start === 'root'
      ? {
          label: t('panel.toolbar.start-application', 'Start at application code'),
          icon: 'brackets-curly',
          action: { type: 'start', at: 'application' },
        }
      : {
          label: t('panel.toolbar.start-root', 'Start at the root'),
          icon: 'home-alt',
          action: { type: 'start', at: 'root' },
        },
    ...(canCompare
      ? [
          {
            label: t('panel.compare-with.title', 'Compare with…'),
            icon: 'exchange-alt' as const,
            action: { type: 'showCompare' as const },
          },
        ]
      : []),
    { label: t('panel.toolbar.transform', 'Transform'), icon: 'filter', action: { type: 'showTransforms' } },
    { label: t('panel.toolbar.look', 'Colours and names'), icon: 'palette', action: { type: 'showLook' } },
    orientation === 'down'
      ? {
          label: t('panel.toolbar.root-bottom', 'Put the root at the bottom'),
          icon: 'arrow-up',
          action: { type: 'orientation', orientation: 'up' },
        }
      : {
          label: t('panel.toolbar.root-top', 'Put the root at the top'),
          icon: 'arrow-down',
          action: { type: 'orientation', orientation: 'down' },
        },
    {
      label: t('panel.toolbar.reset', 'Reset view'),
      icon: 'history-alt',
      action: { type: 'reset' },
      disabled: !canReset,
    },
    { label: t('panel.toolbar.link', 'Copy link to this view'), icon: 'link', action: { type: 'copyLink' } },
    ...(canSave
      ? [
          {
            label: t('panel.toolbar.save-view', 'Save as this panel’s default view'),
            icon: 'save' as const,
            action: { type: 'saveView' as const },
          },
        ]
      : []),
    { label: t('panel.toolbar.export', 'Export'), icon: 'download-alt', action: { type: 'showExport' } },
    { label: t('panel.toolbar.keys', 'Keys (?)'), icon: 'keyboard', action: { type: 'showKeys' } },
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.toolbar,
    minWidth: 0,
    overflow: 'hidden',
    // Room for the focus ring of what stands at the edges.
    padding: theme.spacing(0, 0.25),
  }),
  views: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), flexShrink: 0 }),
  found: css({
    minWidth: 60,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  error: css({
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  end: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), marginLeft: 'auto', flexShrink: 0 }),
});
