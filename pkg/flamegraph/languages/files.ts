import { PYTHON_LIBRARIES, PYTHON_STANDARD } from './python';
import { library, own, runtime, type Origin } from './ownership';
import { sharedLibrary } from './native';

const SCRIPT_FILE = /\.(?:py[cx]?|rb|php|[cm]?[jt]sx?|vue|svelte)$/;

const OF_LIBRARY = [
  /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//,
  /[/\\](?:site|dist)-packages\/([^/]+?)(?:\.py)?(?:\/|$)/,
  /\/([^/]+?)-[\d.]+-py\d[^/]*\.egg\//,
  /\/pkg\/mod\/(.+?)@/,
  /\/vendor\/((?:[\w-]+\.)+[\w-]+\/[^/]+\/[^/]+)\//,
  /\/vendor\/([^/]+\/[^/]+)\/.*\.php$/,
  /\/\.cargo\/registry\/src\/[^/]+\/(.+?)-\d/,
  /\/\.cargo\/git\/checkouts\/(.+?)-[0-9a-f]{8,}\//,
  /\/gems\/([^/]+?)-(?:\d[^/]*|[0-9a-f]{7,40})\//,
  /\/\.nuget\/packages\/([^/]+)\//,
  /\/usr\/(?:local\/)?include\/([a-z]\w+)\//,
];

const OF_RUNTIME = [
  /\/lib(?:64)?\/python[\d.]+\/(?:lib-dynload\/)?(.+?)(?:\.py)?(?:\/|$)/,
  /\/Python\d*\/[Ll]ib\/(.+?)(?:\.py)?(?:\/|$)/,
  /\/go\/src\/(.+)\/[^/]+\.(?:go|s)$/,
  /\/rustc\/[^/]+\/library\/([^/]+)\//,
  /\/lib\/rustlib\/src\/rust\/library\/([^/]+)\//,
  /\/lib\/ruby\/[\d.]+\/(.+?)(?:\.rb)?(?:\/|$)/,
  /^\/_\/src\/(?:runtime\/src\/)?(?:libraries|coreclr)\/([^/]+)\//,
];

/** Where a source file is from. Undefined for a file that says less than the function's name: `HashMap.java`. */
export function originOfFile(file: string): Origin | undefined {
  const path = file
    .replaceAll('\\', '/')
    .replace(/^(?:file|webpack|webpack-internal|https?|app):\/\/\/?(?:\.\/)?/, '/')
    .replace('/./', '/');
  if (/^(?:node|deno|bun|ext):/.test(path) || /^internal\/(?:\w+\/)*\w+(?:\.js)?$/.test(path)) {
    return runtime(path);
  }
  if (/^<(?:frozen|internal:)/.test(path)) {
    return runtime(path);
  }
  if (path.startsWith('<') || path === '' || path === '~') {
    return undefined;
  }
  // Headers of C++ itself, and the sources of glibc as it was built.
  if (/\/include\/c\+\+\//.test(path)) {
    return runtime('std');
  }
  if (/(?:^|\/)(?:sysdeps|nptl|glibc[^/]*)\//.test(path)) {
    return runtime('libc');
  }
  const found = first(OF_LIBRARY, path);
  if (found !== undefined) {
    return library(found);
  }
  const standard = first(OF_RUNTIME, path);
  if (standard !== undefined) {
    return runtime(standard);
  }
  const shared = sharedLibrary(path);
  if (shared) {
    return shared;
  }
  // Some profilers write files as they are imported.
  const module = /^([a-z_]\w*)(?:\/.*)?\.py$/.exec(path)?.[1];
  if (module && (PYTHON_LIBRARIES.has(module) || PYTHON_STANDARD.has(module))) {
    return PYTHON_LIBRARIES.has(module) ? library(module) : runtime(module);
  }
  // A script is a module by itself; in compiled languages a folder is one, and the name says which.
  const folder = path.lastIndexOf('/');
  return SCRIPT_FILE.test(path)
    ? own(file.includes('://') ? path : file.replaceAll('\\', '/'))
    : folder > 0 && !/\.(?:go|java|kt|scala|s)$/.test(path)
      ? own(path.slice(0, folder))
      : undefined;
}

function first(patterns: readonly RegExp[], path: string): string | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(path);
    if (match) {
      return match[1];
    }
  }
  return undefined;
}

// `./app.js:render:12` (Node.js), `app.py:load` (austin), `load (app.py:12)` (py-spy), `app.rb:12 - load` (rbspy,
// phpspy), `LazyCompile:*load /app/x.js:12:3` (perf).
const SCRIPTS = [/^(.*):\(anonymous[^)]*\):\d+$/, /^(.*):[^:]*:\d+$/];
const FILE_FIRST = /^(\S.*\.(?:py|rb|php|[cm]?[jt]sx?)):(?:\d+ - )?[^/\\]+$/;
const FILE_BEHIND = /\(([^()]+?\.\w+|<[^>]+>)(?::\d+)*\)$/;
const COMPILED = /^(?:LazyCompile|Function|Script|Eval|JS):[*~^+]?\S* ?([^\s]*?)(?::\d+)*$/;

/** The origin that a file within the name tells. */
export function originOfScript(name: string): Origin | undefined {
  if (!/^[<(]|:|\)$/.test(name)) {
    return undefined;
  }
  const internal = /^<(?:frozen |internal:)[^>]*>/.exec(name);
  if (internal) {
    return originOfFile(internal[0]);
  }
  const compiled = COMPILED.exec(name);
  if (compiled) {
    return (compiled[1] && originOfFile(compiled[1])) || runtime('v8');
  }
  const script = /:\d+$/.test(name) ? first(SCRIPTS, name) : undefined;
  if (script !== undefined) {
    // V8 leaves the file out for what it does itself, such as collecting garbage.
    return script === '' ? runtime('v8') : (originOfFile(script) ?? own(script));
  }
  if (
    /^\((?:garbage collector|idle|program|root)\)$/.test(name) ||
    /^(?:RegExp|Builtin|BuiltinHandler|BytecodeHandler|Bytecode Handler|Stub|wasm-function): ?/.test(name)
  ) {
    return runtime(name.startsWith('(') ? 'system' : 'v8');
  }
  const file = name.endsWith(')')
    ? FILE_BEHIND.exec(name)?.[1]
    : name.includes(':')
      ? FILE_FIRST.exec(name)?.[1]
      : undefined;
  return file === undefined ? undefined : originOfFile(file);
}
