import type { KeyboardEvent, RefObject } from 'react';
import { callPathOf } from '../../../pkg/calltree/callPath';
import type { OpenRows } from '../../../pkg/calltree/rows/openRows';
import type { CallTree, NodeIndex } from '../../../pkg/calltree/tree';
import type { ProfileScene, ScreenAction } from '../view/scene';

/** A row by what it stands for: a node, or the further callees of one. */
export interface RowKey {
  node: NodeIndex;
  more: boolean;
}

/** Of a tree that gets the children of some nodes when these are opened. */
export interface Growth {
  /** Which the tree grew from last: what is in view there stays. */
  from: CallTree | undefined;
  canGrow(node: NodeIndex): boolean;
  grow(node: NodeIndex): void;
}

interface Input {
  scene: ProfileScene;
  rows: OpenRows;
  setRows(rows: OpenRows): void;
  growth: Growth | undefined;
  active: RowKey;
  setActive(key: RowKey): void;
  rowsPerPage: number;
  scroller: RefObject<HTMLElement | null>;
  /** Gives a row the keys once it is listed, and brings it into view. */
  goTo(key: RowKey): void;
  /** Called before a row here becomes the selection: it is in view already, and the keys stay where they are. */
  onSelect(node: NodeIndex): void;
  act(action: ScreenAction): void;
}

/** What can be done with rows, and by which key: the keys of an ARIA tree grid, and those of the graph beside it. */
export function useTreeKeys(input: Input) {
  const { scene, rows, setRows, growth, active, setActive, rowsPerPage, scroller, goTo, onSelect, act } = input;
  const { tree, state } = scene;

  const focusRow = (list: OpenRows, row: number) => {
    const at = Math.max(0, Math.min(list.length - 1, row));
    goTo({ node: list.nodeAt(at), more: list.isMore(at) });
  };
  const row = Math.max(0, rows.rowOf(active.node, active.more));
  const node = active.node;
  const moveTo = (to: number) => focusRow(rows, to);

  const toggle = (of: NodeIndex) => {
    if (!rows.isOpen(of) && growth?.canGrow(of)) {
      setRows(rows.openAhead(of));
      growth.grow(of);
    } else {
      setRows(rows.isOpen(of) ? rows.close(of) : rows.open([of]));
    }
  };
  const select = (of: NodeIndex) => {
    setActive({ node: of, more: false });
    onSelect(of);
    // Where another function is shown than the profile, it is chosen by its name.
    act(
      state.view === 'sandwich'
        ? { type: 'goToFunction', name: tree.functions.names[tree.function[of]], zoom: false }
        : { type: 'select', path: callPathOf(tree, of) }
    );
  };
  const zoom = (of: NodeIndex) => act({ type: 'focus', path: callPathOf(tree, of) });
  const listMore = (of: NodeIndex) => {
    const next = rows.listMore(of);
    setRows(next);
    focusRow(next, rows.rowOf(of, true));
  };
  const openHeaviest = (from: NodeIndex) => {
    const { rows: next, end } = rows.openHeaviest(from);
    setRows(next);
    focusRow(next, next.rowOf(end));
  };
  const openMenu = (of: NodeIndex, x: number, y: number) => {
    setActive({ node: of, more: false });
    act({ type: 'menu', of, x, y, on: { scene, act } });
  };
  const openMenuByKey = () => {
    const box = scroller.current?.querySelector(`[data-at="${row}"]`)?.getBoundingClientRect();
    openMenu(node, (box?.left ?? 0) + 24, box?.bottom ?? 0);
  };

  const forward = () => {
    if (rows.isOpen(node)) {
      moveTo(row + 1);
    } else if (rows.canOpen(node) || growth?.canGrow(node)) {
      toggle(node);
    }
  };
  const back = () => {
    if (!active.more && rows.isOpen(node)) {
      toggle(node);
    } else if (active.more || node !== rows.root) {
      moveTo(rows.rowOf(active.more ? node : tree.parent[node]));
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const onNode: Record<string, () => void> = active.more
      ? { Enter: () => listMore(node), ' ': () => listMore(node) }
      : {
          ArrowRight: forward,
          Enter: () => zoom(node),
          ' ': () => select(node),
          '*': () => setRows(rows.open(node === rows.root ? [node] : rows.childrenOf(tree.parent[node]))),
          h: () => openHeaviest(node),
          i: () => {
            select(node);
            act({ type: 'details', on: true });
          },
          ContextMenu: openMenuByKey,
          ...(event.shiftKey && { F10: openMenuByKey }),
        };
    const keys: Record<string, () => void> = {
      ...onNode,
      ArrowLeft: back,
      ArrowDown: () => moveTo(row + 1),
      ArrowUp: () => moveTo(row - 1),
      PageDown: () => moveTo(row + rowsPerPage),
      PageUp: () => moveTo(row - rowsPerPage),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      Backspace: () => act({ type: 'zoomOut' }),
      Escape: () => act({ type: 'undo' }),
      '/': () => act({ type: 'goToSearch' }),
      '?': () => act({ type: 'showKeys' }),
      n: () => act({ type: 'nextMatch', direction: 1 }),
      N: () => act({ type: 'nextMatch', direction: -1 }),
    };
    const key = keys[event.key];
    if (key && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      key();
    }
  };

  return { toggle, select, listMore, openHeaviest, openMenu, onKeyDown };
}
