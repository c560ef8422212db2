// First: some of these would take `define`, once it is there, for an AMD loader of their own.
import { lazySharedDependencies, sharedDependencies } from './sharedDependencies';
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';

const PREFIX = 'package:';

type Instantiate = (this: unknown, url: string, parent?: string) => unknown;

/** Makes the host's libraries answer to the names that AMD modules ask for. */
export function setUpSystemJs(): void {
  const imports: Record<string, string> = {};
  for (const [name, module] of Object.entries(sharedDependencies)) {
    imports[name] = PREFIX + name;
    System.set(PREFIX + name, { ...module, __esModule: true });
  }
  for (const name of Object.keys(lazySharedDependencies)) {
    imports[name] = PREFIX + name;
  }
  System.addImportMap({ imports });

  const prototype = System.constructor.prototype as { instantiate: Instantiate };
  const instantiate = prototype.instantiate;
  prototype.instantiate = function (url, parent) {
    const load = url.startsWith(PREFIX) ? lazySharedDependencies[url.slice(PREFIX.length)] : undefined;
    if (!load) {
      return instantiate.call(this, url, parent);
    }
    return [
      [],
      (exportAll: (module: unknown) => void) => ({
        execute: async () => exportAll(await load()),
      }),
    ];
  };
}

export function importModule<T>(path: string, version: string): Promise<T> {
  // Relative, or the address of a plugin CDN.
  const url = new URL(path, `${window.location.origin}/`);
  if (version) {
    url.searchParams.set('_cache', version);
  }
  return System.import(url.href) as Promise<T>;
}
