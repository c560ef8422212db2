import { css } from '@emotion/css';
import React, { useLayoutEffect, useRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';
import type { ProfileScene, ScreenAction } from '../view/scene';
import type { Outcome } from './applyTransforms';
import { takenAwayText, transformText } from './transformText';
import { TransformChip } from './TransformChip';
import type { Transform } from './transform';
import { useTransformsAhead } from './useTransformsAhead';

interface Props {
  scene: ProfileScene;
  outcomes: ReadonlyArray<Outcome | undefined> | undefined;
  narrow: boolean;
  canRedo: boolean;
  act(action: ScreenAction): void;
}

/** What shapes the profile, a chip each, and what that took away. */
export function TransformBar({ scene, outcomes, narrow, canRedo, act }: Props) {
  const styles = useStyles2(getStyles);
  const { state, tree, format, canUndo } = scene;
  const { transforms } = state;
  useTransformsAhead(tree);
  const list = useRef<HTMLUListElement>(null);
  /** The chip that has the keys next, once it is where it goes. */
  const next = useRef<number>(undefined);
  useLayoutEffect(() => {
    const chip = next.current;
    next.current = undefined;
    if (chip !== undefined) {
      list.current?.querySelectorAll<HTMLElement>('[data-chip]')[chip]?.focus();
    }
  }, [transforms]);

  const change = (changed: Transform[], said: string, chip?: number) => {
    next.current = chip;
    act({ type: 'transforms', transforms: changed, said });
    if (changed.length === 0) {
      act({ type: 'goToGraph' });
    }
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= transforms.length || from === to) {
      return;
    }
    const moved = transforms.filter((_, at) => at !== from);
    moved.splice(to, 0, transforms[from]);
    change(
      moved,
      t('panel.transforms.moved', '{{what}} is now number {{place}} of {{count}}', {
        what: transformText(transforms[from]),
        place: to + 1,
        count: transforms.length,
      }),
      to
    );
  };
  const remove = (at: number) =>
    change(
      transforms.filter((_, one) => one !== at),
      t('panel.transforms.removed', 'Removed: {{what}}', { what: transformText(transforms[at]) }),
      Math.min(at, transforms.length - 2)
    );
  const toggle = (at: number) => {
    const { off, ...transform } = transforms[at];
    change(
      transforms.map((one, place) => (place === at ? (off ? transform : { ...transform, off: true }) : one)),
      off
        ? t('panel.transforms.on', 'On: {{what}}', { what: transformText(transform) })
        : t('panel.transforms.off', 'Off: {{what}}', { what: transformText(transform) }),
      at
    );
  };

  const active = transforms.some(({ off }) => !off);
  const taken = active ? takenAwayText(tree, format, narrow) : undefined;
  return (
    <div className={styles.bar} data-testid="hotpath-transforms">
      <ul ref={list} className={styles.chips} aria-label={t('panel.transforms.label', 'Transforms of the profile')}>
        {transforms.map((transform, at) => (
          <TransformChip
            key={`${at}${JSON.stringify({ ...transform, off: undefined })}`}
            transform={transform}
            place={at}
            count={transforms.length}
            outcome={transform.off ? undefined : outcomes?.[at]}
            move={(to) => move(at, to)}
            take={(from) => move(from, at)}
            remove={() => remove(at)}
            toggle={() => toggle(at)}
            edit={() => act({ type: 'showTransforms', edit: at })}
          />
        ))}
      </ul>
      {taken !== undefined && (
        <span className={styles.taken} data-testid="hotpath-taken" title={takenAwayText(tree, format)}>
          {taken}
        </span>
      )}
      <span className={styles.end}>
        <IconButton
          name="plus"
          size="sm"
          tooltip={t('panel.transforms.add', 'Add a transform')}
          onClick={() => act({ type: 'showTransforms' })}
        />
        <IconButton
          name="corner-up-left"
          size="sm"
          disabled={!canUndo}
          tooltip={t('panel.transforms.undo', 'Undo the last step')}
          onClick={() => act({ type: 'undo' })}
        />
        <IconButton
          name="corner-up-right"
          size="sm"
          disabled={!canRedo}
          tooltip={t('panel.transforms.redo', 'Redo')}
          onClick={() => act({ type: 'redo' })}
        />
        {narrow ? (
          <IconButton
            name="trash-alt"
            size="sm"
            tooltip={t('panel.transforms.clear', 'Clear all')}
            onClick={() => change([], t('panel.transforms.cleared', 'All transforms removed'))}
          />
        ) : (
          <Button
            size="sm"
            fill="text"
            variant="secondary"
            onClick={() => change([], t('panel.transforms.cleared', 'All transforms removed'))}
          >
            {t('panel.transforms.clear', 'Clear all')}
          </Button>
        )}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.transforms,
    flexShrink: 0,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  chips: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
    height: '100%',
    // A chip that is cut off fades: there is more to scroll to.
    paddingRight: theme.spacing(2),
    maskImage: `linear-gradient(to left, transparent, black ${theme.spacing(2)})`,
    listStyle: 'none',
    overflowX: 'auto',
    scrollbarWidth: 'none',
  }),
  taken: css({
    flex: '0 100 auto',
    minWidth: 90,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.warning.text,
  }),
  end: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), marginLeft: 'auto', flexShrink: 0 }),
});
