import type { CallTree, FunctionIndex, FunctionTable } from '../calltree/tree';
import { dotnet } from './languages/dotnet';
import { originOfFile, originOfScript } from './languages/files';
import { go } from './languages/go';
import { javascript } from './languages/javascript';
import { jvm } from './languages/jvm';
import { offsetIn, qualified, sharedLibrary, systemCode, withoutSymbol } from './languages/native';
import { own, runtime, type Origin } from './languages/ownership';
import { python } from './languages/python';
import { php, ruby } from './languages/rubyPhp';
import { ownGoFunctions } from './languages/goModules';
import { systemFunctions } from './languages/systemStacks';
import { stableName } from './languages/stableName';

export type { Origin, Ownership } from './languages/ownership';

/** Where a name is longer, its beginning tells as much. */
const ENOUGH = 2000;

/** `net/http.(*conn).serve`: no other language writes one so, and half of a Go program's functions are methods. */
const GO_METHOD = /^[\w./%~-]+\.\(\*\w/;

/**
 * Where a function comes from, told by the shape of its name (each language writes names in its own way, so at most
 * one of the shapes fits) and, where known, by its file or the binary it is in.
 */
export function originOf(name: string, file = '', module = ''): Origin {
  const stable = stableName(name.length > ENOUGH ? name.slice(0, ENOUGH) : name);
  return (
    (file && originOfFile(file)) ||
    offsetIn(name) ||
    (GO_METHOD.test(stable) && go(stable)) ||
    originOfName(stable, module) ||
    (sharedLibrary(module) ?? own(module))
  );
}

type Told = (fn: FunctionIndex) => Origin | undefined;
const told = new WeakMap<FunctionTable, Told>();

/** What calls a function tells more than its name: looked at once, of the whole profile that functions are of. */
export function rememberStacks(tree: CallTree): void {
  if (!told.has(tree.functions)) {
    const { origins } = tree;
    told.set(tree.functions, origins ? (fn) => origins.all[origins.numbers[fn]] : byStacks(tree));
  }
}

function byStacks(tree: CallTree): Told {
  const [system, ownGo] = [systemFunctions(tree), ownGoFunctions(tree)];
  return (fn) => system(fn) ?? ownGo(fn);
}

const cache = new WeakMap<FunctionTable, (fn: FunctionIndex) => Origin>();

/** The origins of a function table, each worked out when it is first asked for. */
export function originsOf(functions: FunctionTable): (fn: FunctionIndex) => Origin {
  let origins = cache.get(functions);
  if (!origins) {
    const { names, files, modules } = functions;
    // With room for all: engines turn a list that is filled here and there into a table, and look each place up.
    const known = new Array<Origin | undefined>(names.length);
    const tells = told.get(functions);
    origins = (fn) => (known[fn] ??= tells?.(fn) ?? originOf(names[fn], files?.[fn], modules?.[fn]));
    cache.set(functions, origins);
  }
  return origins;
}

/** For functions that stand for many others, whose names say less than those. */
export function rememberOrigins(functions: FunctionTable, origins: (fn: FunctionIndex) => Origin): void {
  cache.set(functions, origins);
}

function originOfName(name: string, module: string): Origin | undefined {
  if (/^[A-Za-z]\w*$/.test(name) && !/\d/.test(name)) {
    return systemCode(name) ?? javascript(name) ?? python(name) ?? go(name);
  }
  const system = systemCode(name);
  if (system) {
    return system;
  }
  const script = originOfScript(name);
  if (script) {
    return script;
  }
  if (withoutSymbol(name)) {
    return module === '' ? runtime('system') : undefined;
  }
  // What remains is Go, or a method behind its class, in languages that name no package.
  return (
    jvm(name) ??
    php(name) ??
    ruby(name) ??
    qualified(name) ??
    dotnet(name) ??
    python(name) ??
    javascript(name) ??
    go(name)
  );
}
