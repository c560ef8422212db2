import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2, SelectableValue } from '@grafana/data';
import { Dropdown, IconButton, Menu, RadioButtonGroup, ToolbarButton, useStyles2 } from '@grafana/ui';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import { SearchBox } from './SearchBox';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';
import type { ScreenAction } from '../view/scene';
import type { View, ViewState } from '../view/viewState';

interface Props {
  search: ViewState['search'];
  orientation: Orientation;
  folds: boolean;
  canReset: boolean;
  /** What is on screen: a narrow panel shows one thing at a time. */
  view: View;
  views: readonly View[];
  narrow: boolean;
  /** Why the search is no regular expression. */
  searchError?: string;
  /** `12 matches · 41 %`, once known. */
  matchText?: string;
  searchRef: React.Ref<HTMLInputElement>;
  act(action: ScreenAction): void;
}

/** Its buttons cost more to render than the graph: it is rendered anew only when something in it changes. */
export const Toolbar = React.memo(function Toolbar(props: Props) {
  const { search, orientation, folds, canReset, view, views, narrow, searchError, matchText, searchRef, act } = props;
  const styles = useStyles2(getStyles);
  const found = searchError ?? matchText;
  const flip = orientationChange(orientation);
  const fold = foldsChange(folds);

  return (
    <div className={styles.bar} role="toolbar" aria-label={t('panel.toolbar.label', 'Profile view')}>
      {views.length > 1 && (
        <RadioButtonGroup<View>
          size="sm"
          aria-label={t('panel.view.label', 'View')}
          options={viewOptions(views, narrow)}
          value={view}
          onChange={(next) => act({ type: 'view', view: next })}
        />
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
        {narrow ? (
          <Dropdown
            placement="bottom-end"
            overlay={() => (
              <Menu>
                <Menu.Item label={fold.label} icon={fold.icon} onClick={() => act(fold.action)} />
                <Menu.Item label={flip.label} icon={flip.icon} onClick={() => act(flip.action)} />
                <Menu.Item
                  label={resetLabel()}
                  icon="history-alt"
                  disabled={!canReset}
                  onClick={() => act({ type: 'reset' })}
                />
                <Menu.Item label={keysLabel()} icon="keyboard" onClick={() => act({ type: 'showKeys' })} />
              </Menu>
            )}
          >
            <ToolbarButton variant="canvas" icon="ellipsis-v" narrow aria-label={t('panel.toolbar.more', 'More')} />
          </Dropdown>
        ) : (
          <>
            <ToolbarButton
              variant="canvas"
              icon={fold.icon}
              tooltip={fold.label}
              aria-label={fold.label}
              onClick={() => act(fold.action)}
            />
            <ToolbarButton
              variant="canvas"
              icon={flip.icon}
              tooltip={flip.label}
              aria-label={flip.label}
              onClick={() => act(flip.action)}
            />
            <ToolbarButton
              variant="canvas"
              icon="history-alt"
              tooltip={resetLabel()}
              aria-label={resetLabel()}
              disabled={!canReset}
              onClick={() => act({ type: 'reset' })}
            />
            <ToolbarButton
              variant="canvas"
              icon="keyboard"
              tooltip={keysLabel()}
              aria-label={keysLabel()}
              onClick={() => act({ type: 'showKeys' })}
            />
          </>
        )}
      </div>
    </div>
  );
});

function viewOptions(views: readonly View[], narrow: boolean): Array<SelectableValue<View>> {
  const all: Array<SelectableValue<View> & { value: View }> = [
    { value: 'table', label: t('panel.view.table', 'Table'), icon: 'list-ul' },
    { value: 'both', label: t('panel.view.both', 'Both'), icon: 'columns' },
    { value: 'graph', label: t('panel.view.graph', 'Graph'), icon: 'gf-bar-alignment-before' },
  ];
  return all
    .filter(({ value }) => views.includes(value))
    .map(({ value, label, icon }) =>
      narrow ? { value, icon, description: label, ariaLabel: label } : { value, label, ariaLabel: label }
    );
}

function orientationChange(orientation: Orientation) {
  const next: Orientation = orientation === 'down' ? 'up' : 'down';
  return {
    label:
      next === 'up'
        ? t('panel.toolbar.root-bottom', 'Put the root at the bottom')
        : t('panel.toolbar.root-top', 'Put the root at the top'),
    icon: next === 'up' ? ('arrow-up' as const) : ('arrow-down' as const),
    action: { type: 'orientation' as const, orientation: next },
  };
}

function foldsChange(folds: boolean) {
  return {
    label: folds
      ? t('panel.toolbar.unfold-all', 'Show every call in a row of its own')
      : t('panel.toolbar.fold', 'Fold straight library calls into one row'),
    icon: folds ? ('angle-double-down' as const) : ('angle-double-up' as const),
    action: { type: 'folds' as const, on: !folds },
  };
}

const resetLabel = () => t('panel.toolbar.reset', 'Reset view');
const keysLabel = () => t('panel.toolbar.keys', 'Keys (?)');

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.toolbar,
    flexShrink: 0,
    overflow: 'hidden',
    // Room for the focus ring of what stands at the edges.
    padding: theme.spacing(0, 0.25),
  }),
  found: css({
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
  end: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), marginLeft: 'auto' }),
});
