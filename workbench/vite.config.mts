import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, defineConfig } from 'vite';

const workbench = dirname(fileURLToPath(import.meta.url));
const root = dirname(workbench);

/*
 * The same host page is built on two lines of Grafana's libraries: react19 from workbench/node_modules, react18 from
 * the root's. The page's own bare imports are resolved from the line's folder; what a package imports is found
 * from where that package lies.
 */
const line = process.env.WORKBENCH_LINE === 'react18' ? 'react18' : 'react19';
const folders = line === 'react18' ? [root, workbench] : [workbench, root];

/** Packages that must come from the line's own folder: two copies on one page do not work together. */
const SINGLE =
  /^(react|react-dom|react-router|react-router-dom|react-router-dom-v5-compat|rxjs|@grafana\/(?!(?:scenes|flamegraph)$)[^/]+|@emotion\/[^/]+|i18next|lodash|monaco-editor)$/;

/** What @grafana/flamegraph, which only the workbench has, asks for and never shows here. */
const ASSISTANT = join(workbench, 'host/pages/traces/details/assistant.ts');

/** What @grafana/scenes, which only the workbench has, asks for by a name that means something else here. */
const OF_SCENES: Record<string, string> = {
  // It wants version 6, which is here by its version 5 bridge.
  'react-router-dom': 'react-router-dom-v5-compat',
  '@grafana/plugin-compat/datasources': join(workbench, 'host/loader/dataSourceCompat.ts'),
};

function resolveFromLine(): Plugin {
  return {
    name: 'resolve-from-line',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer || /^[./\0]/.test(source) || isBuiltin(source)) {
        return null;
      }
      if (source === '@grafana/assistant') {
        return ASSISTANT;
      }
      const name = importer.includes('/@grafana/scenes/') ? (OF_SCENES[source] ?? source) : source;
      // A package of the other line's folder, like scenes and what it brings, gets this line's single copies.
      const toOtherLine = importer.startsWith(`${folders[1]}/node_modules/`) && SINGLE.test(packageOf(name));
      if (importer.includes('/node_modules/') && name === source && !toOtherLine) {
        return null;
      }
      for (const folder of folders) {
        const found = await this.resolve(name, join(folder, 'package.json'), { ...options, skipSelf: true });
        if (found) {
          return found;
        }
      }
      return null;
    },
    generateBundle() {
      const own = `${folders[0]}/node_modules/`;
      for (const id of this.getModuleIds()) {
        const at = id.lastIndexOf('/node_modules/');
        if (at > 0 && SINGLE.test(packageOf(id.slice(at + 14))) && !id.startsWith(own)) {
          this.error(`${line}: ${id} does not come from ${own}`);
        }
      }
    },
  };
}

/** `@a/b/c` → `@a/b`. */
function packageOf(path: string): string {
  return path.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? '';
}

const WRAPPED = '\0default-of:';

/**
 * An .mjs file that imports a CommonJS package gets the package's whole exports as its default, by Node's rule. Grafana's
 * .mjs files were written for the other rule: the default is `exports.default`. A wrapper between them gives them that.
 */
function defaultOfCommonJs(): Plugin {
  const isCompiledModule = new Map<string, boolean>();
  const check = (file: string) => {
    let known = isCompiledModule.get(file);
    if (known === undefined) {
      const code = /\.c?js$/.test(file) ? readFileSync(file, 'utf8') : '';
      known =
        /__esModule/.test(code) && /exports(\.default\b|\[.default.\])/.test(code) && !/^(import|export)\b/m.test(code);
      isCompiledModule.set(file, known);
    }
    return known;
  };
  return {
    name: 'default-of-commonjs',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer || !/\/@grafana\/.*\.mjs$/.test(importer) || /^[./\0]/.test(source)) {
        return null;
      }
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && !found.external && check(found.id) ? WRAPPED + found.id : null;
    },
    load(id) {
      if (!id.startsWith(WRAPPED)) {
        return null;
      }
      const file = JSON.stringify(id.slice(WRAPPED.length));
      return `export * from ${file}; export { default } from ${file};`;
    },
  };
}

const version = JSON.parse(readFileSync(join(folders[0], 'node_modules/@grafana/ui/package.json'), 'utf8')).version;

export default defineConfig({
  root: join(workbench, 'host'),
  base: '/public/build/',
  publicDir: false,
  cacheDir: join(root, '.cache/vite', line),
  logLevel: 'warn',
  plugins: [resolveFromLine(), defaultOfCommonJs()],
  oxc: { jsx: { runtime: 'automatic' } },
  define: {
    'process.env.NODE_ENV': '"production"',
    __GRAFANA_VERSION__: JSON.stringify(version),
  },
  worker: { format: 'es' },
  build: {
    outDir: process.env.WORKBENCH_OUT ?? join(root, '.cache/workbench', line),
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    chunkSizeWarningLimit: 20_000,
    reportCompressedSize: false,
  },
});
