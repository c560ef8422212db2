import { startTransition, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { PanelProps, TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { CallTree } from '../../../pkg/calltree/tree';
import { loadCode } from '../../loading/loadCode';
import type { ProfileFrame } from '../frame/profiles';
import type { PanelOptions } from '../settings/options';
import { nextPaint } from '../nextPaint';
import { useStable } from '../../useStable';
import type { ViewHandle } from '../view/useView';
import { addressKey, isAddressKey } from './addressKey';

interface Place {
  /** In the page as soon as there is a tree. */
  box: RefObject<HTMLElement | null>;
  panel: Pick<PanelProps<PanelOptions>, 'id' | 'options' | 'onOptionsChange'>;
  /** The pane of Explore that it is in. */
  pane: string | undefined;
  /** All that the panel can show. */
  profiles: readonly ProfileFrame[];
}

export interface ViewAddress {
  /** False while the address has a view that is not the one shown yet: nothing is to be drawn until then. */
  opened: boolean;
  /** Copies a link to the view, of this range; answers with what was said of it. */
  copyLink(range: TimeRange): Promise<string>;
  /** Makes the view what the panel shows at first, and says so; undefined where the user is not editing the panel. */
  saveView?(): Promise<string>;
}

/** How long nothing must have changed before it is written: browsers allow some 100 changes in 30 s (Safari). */
const REST = 250;

const loadActions = () => loadCode(() => import(/* webpackChunkName: "panel-menus" */ './viewActions'));

/**
 * Keeps a view in the page's address, in the place of what was there: nothing is added to the browser's history. What
 * the address says is shown at first, and whenever somebody else changes it.
 */
export function useAddress(
  { box, panel, pane, profiles }: Place,
  view: ViewHandle,
  tree: CallTree | undefined
): ViewAddress {
  const { history, dispatch, defaults } = view;
  const key = useRef<string | undefined>(undefined);
  const [opened, setOpened] = useState(() => !Object.keys(locationService.getSearchObject()).some(isAddressKey));
  /** What the address has of this view, as far as this panel knows. */
  const known = useRef<string | undefined>(undefined);
  /** The view that needs no writing: as the panel shows it by itself, or as it was read. */
  const unchanged = useRef(history.now);

  const open = useStable((text: string, shown: CallTree) => {
    known.current = text;
    loadActions()
      .then(({ readAddress }) => readAddress(text, defaults, shown, profiles, panel.options.merged))
      .then((state) => {
        unchanged.current = state;
        startTransition(() => dispatch({ type: 'open', state }));
      })
      // Without its code the view is as the panel shows it by itself.
      .catch(() => undefined)
      .finally(() => startTransition(() => setOpened(true)));
  });

  const { id, options, onOptionsChange } = panel;
  useLayoutEffect(() => {
    key.current = box.current ? addressKey(box.current, id, pane) : undefined;
  });

  useEffect(() => {
    // An outline need not have what the address leads to.
    if (opened || !tree || tree.isOutline) {
      return;
    }
    const text = textAt(key.current);
    if (text === undefined) {
      startTransition(() => setOpened(true));
    } else if (text !== known.current) {
      open(text, tree);
    }
  }, [opened, tree, open]);

  useEffect(() => {
    if (!opened || !tree) {
      return undefined;
    }
    return locationService.getHistory().listen(() => {
      const text = textAt(key.current);
      // A page that drops the key keeps the view: only another view takes its place.
      if (text !== undefined && text !== known.current) {
        open(text, tree);
      }
    });
  }, [opened, tree, open]);

  useEffect(() => {
    if (!opened || !tree || history.now === unchanged.current) {
      return undefined;
    }
    let over = false;
    const write = async () => {
      // A host draws all of its page anew for another address, which would hold up the picture.
      await nextPaint();
      const { viewText } = await loadActions();
      const text = viewText(history.now, defaults, tree);
      if (over || key.current === undefined || text === known.current) {
        return;
      }
      known.current = text;
      const values = { [key.current]: text ?? null };
      // With rests: its router takes the new address while this runs.
      startTransition(() => locationService.partial(values, true));
    };
    // Without its code the view is kept in memory alone.
    const timer = setTimeout(() => write().catch(() => undefined), REST);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [opened, tree, history.now, defaults]);

  const state = history.now;
  return {
    opened,
    copyLink: async (range) => {
      const { copyLink } = await loadActions();
      return copyLink({ key: key.current!, state, defaults, tree: tree!, range, pane });
    },
    // Anywhere else it would change the dashboard of someone who only looks at it.
    ...(locationService.getSearchObject().editPanel !== undefined && {
      saveView: async () => {
        const { saveView } = await loadActions();
        return saveView(options, state, onOptionsChange);
      },
    }),
  };
}

function textAt(key: string | undefined): string | undefined {
  const text: unknown = key === undefined ? undefined : locationService.getSearchObject()[key];
  return typeof text === 'string' ? text : undefined;
}
