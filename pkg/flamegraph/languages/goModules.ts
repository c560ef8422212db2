import { NONE, type CallTree, type FunctionIndex } from '../../calltree/tree';
import { go, isStandard } from './go';
import { own, words, type Origin } from './ownership';

/** Where a module is kept: `github.com/acme/shop`, `google.golang.org/grpc`; not the standard library. */
const MODULE = /^(?:(?:git|bitbucket|codeberg)[\w-]*(?:\.[\w-]+)+\/[\w.-]+|[\w-]+(?:\.[\w-]+)+)\/[\w-]+/;
/** Whose modules are in so many programs, and call so much, that one could pass for the program: owners and hosts. */
const OF_LIBRARIES = words(
  'aws Azure gin-gonic go-chi gofiber golang google gopkg grpc-ecosystem hashicorp jackc k8s labstack mongodb opentelemetry prometheus redis spf13 uber'
);
/** A program has so many packages at least, calls so many modules, and has so many functions for one of its package main. */
const LEAST_PACKAGES = 2;
const LEAST_CALLED = 2;
const LEAST_PER_MAIN = 2;
/** So many rows tell who calls whom; of a larger tree as many are looked at, here and there. */
const MOST_ROWS = 131_072;
/** The same of more functions, for each name that is met has to be read. */
const MANY_FUNCTIONS = 8192;
const ROWS_OF_MANY = 16_384;
/** More are in no program. */
const MOST_MODULES = 2000;

interface Module {
  address: string;
  functions: number;
  /** Of one that may be the program. */
  packages?: Set<string>;
  /** How many others it calls. */
  called: number;
}

/** Those found so far, by address. */
const programs = new Set<string>();

/**
 * Tells which functions of a Go program are its own although its module has an address, as most have: by its name
 * alone, `github.com/acme/shop/cart.Total` could be a library's. A program is what calls most other modules and has most
 * packages; where none stands out, as with few nodes, it is one that did in another profile. Nothing where there are
 * packages without an address, which are the program's.
 */
export function ownGoFunctions(tree: CallTree): (fn: FunctionIndex) => Origin | undefined {
  const { names } = tree.functions;
  const program = programOf(tree);
  return (fn) =>
    program !== undefined && addressOf(names[fn]) === program ? own(go(names[fn])?.package ?? '') : undefined;
}

/** The address of the module that is the program, where there is one. */
function programOf({ length, functions: { names }, function: functionOf, parent }: CallTree): string | undefined {
  const step = Math.ceil(length / (names.length > MANY_FUNCTIONS ? ROWS_OF_MANY : MOST_ROWS));
  const isMet = new Uint8Array(names.length);
  for (let row = 1; row < length; row += step) {
    isMet[functionOf[row]] = isMet[functionOf[parent[row]]] = 1;
  }
  const modules: Module[] = [];
  const indices = new Map<string, number>();
  const moduleOf = new Int32Array(names.length).fill(NONE);
  let mains = 0;
  for (let fn = 0; fn < names.length; fn++) {
    const name = names[fn];
    const address = addressOf(isMet[fn] ? name : '');
    mains += name.startsWith('main.') ? isMet[fn] : 0;
    if (address === undefined) {
      continue;
    }
    let index = indices.get(address);
    if (index === undefined) {
      const isLibrary = address.split(/[./]/, 3).some((part) => OF_LIBRARIES.has(part));
      index = modules.push({ address, functions: 0, called: 0, packages: isLibrary ? undefined : new Set() }) - 1;
      indices.set(address, index);
    }
    moduleOf[fn] = index;
    modules[index].functions++;
    modules[index].packages?.add(name.slice(0, name.indexOf('.', address.length)));
  }
  if (modules.length === 0 || modules.length > MOST_MODULES || names.some(hasNoAddress)) {
    return undefined;
  }
  const calls = new Uint8Array(modules.length ** 2);
  for (let row = 1; row < length; row += step) {
    const module = moduleOf[functionOf[row]];
    const caller = moduleOf[functionOf[parent[row]]];
    if (module !== caller && module !== NONE && caller !== NONE) {
      const call = caller * modules.length + module;
      modules[caller].called += 1 - calls[call];
      calls[call] = 1;
    }
  }
  let program: Module | undefined;
  let most = 0;
  for (const module of modules) {
    const { packages, functions, called } = module;
    const isCandidate = called >= LEAST_CALLED && functions >= LEAST_PER_MAIN * mains;
    const weight = isCandidate && packages && packages.size >= LEAST_PACKAGES ? 2 * called + packages.size : 0;
    if (weight > most) {
      program = module;
      most = weight;
    }
  }
  program ??= modules.find(({ address }) => programs.has(address));
  if (program) {
    programs.add(program.address);
  }
  return program?.address;
}

/** Of the module that a function is in. Most names have none, and this is found out faster. */
function addressOf(name: string): string | undefined {
  return name.lastIndexOf('.', name.indexOf('/')) > 0 ? MODULE.exec(name)?.[0] : undefined;
}

/** `shop/cart.Total`: of a module that can only be the program's. */
function hasNoAddress(name: string): boolean {
  const slash = name.indexOf('/');
  const first = name.slice(0, slash);
  return slash > 0 && /^[a-z][\w-]*$/.test(first) && !isStandard(first) && name.includes('.', slash);
}
