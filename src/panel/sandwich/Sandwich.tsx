import { css } from '@emotion/css';
import React, { useMemo } from 'react';
import { deepestRow } from '../../../pkg/calltree/deepestRow';
import { NONE, nodeName, uprightOf } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/sides';
import { Message } from '../messages/Message';
import { ROW_HEIGHT } from '../graph/graphSurface';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ScreenProps } from '../view/scene';
import { sandwichOf } from '../view/viewHistory';
import { Heading, HEADING_HEIGHT } from './Heading';
import { Side } from './Side';
import { useAround } from './useAround';
import { useChosenFunction } from './useChosenFunction';

interface Props extends ScreenProps {
  /** What takes the keys. */
  barsRef: React.RefObject<HTMLElement | null>;
}

/** Always the same: what is asked depends on it. */
const NOT_ZOOMED = sandwichOf('');

/** A function, its callers above and its callees below: all its occurrences in the view together. */
export function Sandwich(props: Props) {
  const { scene, width, height, act, barsRef } = props;
  const { state } = scene;
  const { tree, root: focus } = uprightOf(scene.tree, scene.focus);
  const name = useChosenFunction(scene);
  const fn = useMemo(() => (name === undefined ? NONE : tree.functions.names.indexOf(name)), [tree, name]);
  const zoomed = state.sandwich ?? NOT_ZOOMED;
  const callers = useAround(tree, fn, focus, 'callers', zoomed.callers, width);
  const callees = useAround(tree, fn, focus, 'callees', zoomed.callees, width);

  const current = callees?.of === tree && callees.function === fn;
  if (name !== undefined && (fn === NONE || (current && weight(callees.tree, 0) === 0))) {
    return (
      <div style={{ width, height }}>
        <Message
          kind="empty"
          title={t('panel.sandwich.missing', '{{name}} is not in this view', { name: functionText(name) })}
          remedy={t('panel.sandwich.choose', 'Choose a function in the table, or in the menu of a bar.')}
          action={
            focus === 0
              ? undefined
              : {
                  label: t('panel.sandwich.whole', 'Show the whole profile'),
                  run: () => act({ type: 'focus', path: [] }),
                }
          }
        />
      </div>
    );
  }
  if (!callers || !callees) {
    return <div style={{ width, height }} />;
  }
  // What is on screen belongs together, also while another function's callers are being added up.
  const shown = nodeName(callees.tree, 0);
  const [above, below] = heights(height - HEADING_HEIGHT, 1 + deepestRow(callers.tree), 1 + deepestRow(callees.tree));
  const sandwich = { ...zoomed, function: shown };
  return (
    <div className={column} style={{ width, height }} data-testid="hotpath-sandwich">
      <Side
        {...{ scene, width, act }}
        around={callers}
        side="callers"
        path={zoomed.callers}
        zoom={(path) => act({ type: 'sandwich', ...sandwich, callers: path })}
        height={above}
      />
      <Heading scene={scene} tree={callees.tree} complete={callers.complete} />
      <Side
        {...{ scene, width, act, barsRef }}
        around={callees}
        side="callees"
        path={zoomed.callees}
        zoom={(path) => act({ type: 'sandwich', ...sandwich, callees: path })}
        height={below}
      />
    </div>
  );
}

/** Each side gets what it needs, and at most half where both need more. */
function heights(room: number, rowsAbove: number, rowsBelow: number): [number, number] {
  const half = Math.floor(room / 2 / ROW_HEIGHT) * ROW_HEIGHT;
  const above = Math.max(ROW_HEIGHT, Math.min(rowsAbove * ROW_HEIGHT, Math.max(half, room - rowsBelow * ROW_HEIGHT)));
  return [above, Math.max(ROW_HEIGHT, room - above)];
}

const column = css({ position: 'relative', display: 'flex', flexDirection: 'column', minWidth: 0 });
