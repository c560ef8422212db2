import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Icon, IconButton, Menu, Tooltip, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import type { Outcome } from './applyTransforms';
import type { Transform } from './transform';
import { transformText } from './transformText';

interface Props {
  transform: Transform;
  place: number;
  count: number;
  outcome: Outcome | undefined;
  /** To another place. */
  move(to: number): void;
  /** Another chip was dropped on this one. */
  take(from: number): void;
  remove(): void;
  toggle(): void;
  edit(): void;
}

const DRAGGED = 'application/x-hotpath-transform';

/** A transform: a click opens what can be done with it. */
export function TransformChip({ transform, place, count, outcome, move, take, remove, toggle, edit }: Props) {
  const styles = useStyles2(getStyles);
  const text = transformText(transform);
  const problem = outcome && problemText(outcome);

  const onKeyDown = (event: React.KeyboardEvent) => {
    // Keys in the chip's menu come here, too.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) {
      return;
    }
    if (event.altKey && event.key === 'ArrowLeft') {
      move(place - 1);
    } else if (event.altKey && event.key === 'ArrowRight') {
      move(place + 1);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      remove();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const menu = (
    <Menu>
      {'match' in transform && <Menu.Item label={t('panel.transforms.edit', 'Edit…')} icon="pen" onClick={edit} />}
      <Menu.Item
        label={
          transform.off ? t('panel.transforms.switch-on', 'Switch on') : t('panel.transforms.switch-off', 'Switch off')
        }
        icon={transform.off ? 'eye' : 'eye-slash'}
        onClick={toggle}
      />
      <Menu.Item
        label={t('panel.transforms.earlier', 'Move left (Alt ←)')}
        icon="arrow-left"
        disabled={place === 0}
        onClick={() => move(place - 1)}
      />
      <Menu.Item
        label={t('panel.transforms.later', 'Move right (Alt →)')}
        icon="arrow-right"
        disabled={place === count - 1}
        onClick={() => move(place + 1)}
      />
      <Menu.Item label={t('panel.transforms.remove', 'Remove (Delete)')} icon="trash-alt" onClick={remove} />
    </Menu>
  );
  return (
    <li
      className={cx(styles.chip, transform.off && styles.off, problem !== undefined && styles.faulty)}
      onKeyDown={onKeyDown}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(place))}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(Number(event.dataTransfer.getData(DRAGGED)));
      }}
    >
      {problem !== undefined && (
        <Tooltip content={problem}>
          <Icon name="exclamation-triangle" size="sm" className={styles.problem} title={problem} />
        </Tooltip>
      )}
      <Dropdown overlay={menu} placement="bottom-start">
        <Button
          data-chip={place}
          className={styles.text}
          size="sm"
          fill="text"
          variant="secondary"
          icon={transform.off ? 'eye-slash' : undefined}
          tooltip={problem ?? text}
          aria-label={[
            text,
            transform.off ? t('panel.transforms.is-off', 'switched off') : undefined,
            problem,
            t('panel.transforms.place', '{{place}} of {{count}}', { place: place + 1, count }),
          ]
            .filter(Boolean)
            .join(', ')}
        >
          <span className={styles.name}>{text}</span>
        </Button>
      </Dropdown>
      <IconButton
        name="times"
        size="sm"
        aria-label={t('panel.transforms.remove-this', 'Remove: {{what}}', { what: text })}
        onClick={remove}
      />
    </li>
  );
}

function problemText(outcome: Outcome): string {
  return outcome.problem === 'pattern'
    ? outcome.text
    : t('panel.transforms.matches-nothing', 'No function of this profile matches');
}

const getStyles = (theme: GrafanaTheme2) => ({
  chip: css({
    display: 'flex',
    alignItems: 'center',
    flexShrink: 0,
    height: 24,
    paddingRight: theme.spacing(0.5),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    '& button': { height: 22 },
  }),
  off: css({ borderStyle: 'dashed', '& span': { textDecoration: 'line-through' } }),
  faulty: css({ borderColor: theme.colors.warning.border, paddingLeft: theme.spacing(0.75) }),
  problem: css({ color: theme.colors.warning.text }),
  text: css({ padding: theme.spacing(0, 0.75), fontWeight: theme.typography.fontWeightRegular }),
  name: css({ maxWidth: 260, overflow: 'hidden', textOverflow: 'ellipsis', unicodeBidi: 'isolate' }),
});
