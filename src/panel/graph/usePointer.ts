import { useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import type { ProfileScene, ScreenAction } from '../view/scene';
import type { GraphSurface } from './graphSurface';
import type { Card } from './HoverCard';
import { useLongPress } from './useLongPress';
import { usePictureState } from './usePicture';

export interface GraphInput {
  surface: RefObject<GraphSurface | null>;
  scene: ProfileScene;
  /** See `usePicture`. */
  picture: object;
  act(action: ScreenAction): void;
  setCard(card: Card | undefined): void;
  openMenu(node: NodeIndex, x: number, y: number): void;
}

/** Mouse and touch on the bars: what they are over, and what a click means. */
export function usePointer({ surface, scene, picture, act, setCard, openMenu }: GraphInput) {
  const { tree, focus, selected } = scene;
  const [over, setOver] = usePictureState<{ node: NodeIndex; of: Card['of'] }>(picture);
  const [touched, setTouched] = usePictureState<{ x: number; y: number }>(picture);
  const pointerType = useRef('mouse');
  const longPress = useLongPress((clientX, clientY) => {
    const hit = surface.current?.hitTest(clientX, clientY);
    if (hit && surface.current) {
      openMenu(surface.current.nodeOf(hit), clientX, clientY);
    }
  });

  const hitAt = ({ clientX, clientY }: MouseEvent) => surface.current?.hitTest(clientX, clientY);

  const leave = () => {
    longPress.stop();
    setTouched(undefined);
    setOver(undefined);
    setCard(undefined);
    act({ type: 'hover', name: NONE });
  };

  const onPointerMove = (event: PointerEvent) => {
    longPress.move(event);
    const hit = hitAt(event);
    if (!hit || !surface.current) {
      leave();
      return;
    }
    const { layout } = surface.current;
    const node = hit.isRun ? NONE : layout.node[hit.bar];
    if (node !== NONE && node === over?.node) {
      setCard({ of: over.of, anchor: hit.anchor });
      return;
    }
    const of = hit.isRun ? { layout, bar: hit.bar } : node;
    setOver({ node, of });
    setCard({ of, anchor: hit.anchor });
    act({ type: 'hover', name: hit.isRun ? NONE : tree.function[node], node });
  };

  const onClick = (event: MouseEvent) => {
    const hit = hitAt(event);
    longPress.stop();
    if (!hit || !surface.current || longPress.hasOpened()) {
      return;
    }
    const node = surface.current.nodeOf(hit);
    surface.current.selectByPointer();
    // A finger cannot hover: its first touch shows the card, its second zooms.
    const byTouch = pointerType.current === 'touch';
    const selects = node === focus || (byTouch && node !== selected);
    setTouched(byTouch ? surface.current.placeInGraph(hit.anchor) : undefined);
    act({ type: selects ? 'select' : 'focus', path: callPathOf(tree, node) });
  };

  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const hit = hitAt(event);
    if (hit && surface.current && !longPress.hasOpened()) {
      longPress.open();
      openMenu(surface.current.nodeOf(hit), event.clientX, event.clientY);
    }
  };

  const onPointerDown = (event: PointerEvent) => {
    pointerType.current = event.pointerType;
    if (event.pointerType === 'touch') {
      longPress.start(event);
    } else {
      longPress.reset();
    }
  };

  return {
    hovered: over?.node ?? NONE,
    /** Where a finger has selected a bar. */
    touched,
    leave,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerCancel: longPress.stop,
      onPointerLeave: (event: PointerEvent) => {
        longPress.stop();
        // A finger leaves when it is lifted.
        if (event.pointerType !== 'touch') {
          leave();
        }
      },
      onClick,
      onContextMenu,
    },
  };
}
