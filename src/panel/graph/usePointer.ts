import { useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import type { ProfileScene, ScreenAction } from '../view/scene';
import type { GraphSurface } from './graphSurface';
import type { Card } from './HoverCard';
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
  const pointerType = useRef('mouse');

  const hitAt = ({ clientX, clientY }: MouseEvent) => surface.current?.hitTest(clientX, clientY);

  const leave = () => {
    setOver(undefined);
    setCard(undefined);
    act({ type: 'hover', name: NONE });
  };

  const onPointerMove = (event: PointerEvent) => {
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
    if (!hit || !surface.current) {
      return;
    }
    const node = surface.current.nodeOf(hit);
    surface.current.selectByPointer();
    // A finger cannot hover: its first touch shows the card, its second zooms.
    const selects = node === focus || (pointerType.current === 'touch' && node !== selected);
    act({ type: selects ? 'select' : 'focus', path: callPathOf(tree, node) });
  };

  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const hit = hitAt(event);
    if (hit && surface.current) {
      openMenu(surface.current.nodeOf(hit), event.clientX, event.clientY);
    }
  };

  const onPointerDown = (event: PointerEvent) => {
    pointerType.current = event.pointerType;
  };

  return {
    hovered: over?.node ?? NONE,
    leave,
    handlers: { onPointerDown, onPointerMove, onPointerLeave: leave, onClick, onContextMenu },
  };
}
