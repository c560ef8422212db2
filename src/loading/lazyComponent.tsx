import React, { startTransition, useEffect, useState, type ComponentType } from 'react';
import { loadCode } from './loadCode';

type Loaded<Props> = { Component: ComponentType<Props> } | { error: unknown };

/**
 * A component whose code is fetched when it is first shown; nothing is shown until the code is there. Not React's
 * `lazy`: it shows what came within 300 ms of the last thing that was awaited only when they are over (React 19; 500 ms
 * in 18), and a picture has to wait that long although its code is there. `prepare` fetches it before it is shown.
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: Loaded<Props> | undefined;
  const prepare = () => {
    // Where it fails, the component says so when it is shown.
    load().then(
      (Component) => (loaded = { Component }),
      () => undefined
    );
  };
  function Lazy(props: Props) {
    const [code, setCode] = useState(loaded);
    useEffect(() => {
      if (code) {
        return undefined;
      }
      let shown = true;
      void loadCode(load)
        .then((Component) => (loaded = { Component }))
        .catch((error: unknown) => ({ error }))
        .then((result) => {
          if (shown) {
            // What it draws first may be much: as a transition it is rendered with rests.
            startTransition(() => setCode(result));
          }
        });
      return () => {
        shown = false;
      };
    }, [code]);
    if (!code) {
      return null;
    }
    if ('error' in code) {
      throw code.error;
    }
    return <code.Component {...props} />;
  }
  return Object.assign(Lazy, { prepare });
}
