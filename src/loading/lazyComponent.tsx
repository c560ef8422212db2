import React, { lazy, Suspense, type ComponentType } from 'react';
import { loadCode } from './loadCode';

/**
 * A component whose code is fetched when it is first shown. Grafana renders what a plugin registers without a
 * `Suspense` around it, so this brings its own; nothing is shown until the code is there.
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Component = lazy(async () => ({ default: await loadCode(load) })) as unknown as ComponentType<Props>;
  return function Lazy(props: Props) {
    return (
      <Suspense fallback={null}>
        <Component {...props} />
      </Suspense>
    );
  };
}
