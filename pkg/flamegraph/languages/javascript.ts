import { runtime, words, type Origin } from './ownership';

/** Objects that every JavaScript engine brings along. */
const OBJECTS = words('Array Object Promise JSON Math Reflect Symbol RegExp String Number Function');

/** How Node.js loads a module and comes back to it, where V8's own profiles name no file. */
const NODE_FUNCTIONS = words(
  'executeUserEntryPoint wrapModuleLoad wrapSafe loadSource traceSync makeRequireFunction require compileFunction ' +
    'processTicksAndRejections runMicrotasks processTimers listOnTimeout processImmediate'
);
const NODE_LOADER = /^Module\.(?:_load|load|require|_compile|_extensions\.\.\w+|_resolveFilename|_findPath|runMain)$/;

/** JavaScript's own objects, and Node.js itself. */
export function javascript(name: string): Origin | undefined {
  if (NODE_FUNCTIONS.has(name) || NODE_LOADER.test(name)) {
    return runtime('node');
  }
  const first = name.slice(0, Math.max(0, name.indexOf('.')));
  return OBJECTS.has(first) ? runtime(first) : undefined;
}
