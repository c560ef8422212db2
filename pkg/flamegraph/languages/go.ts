import { library, own, runtime, words, type Origin } from './ownership';

const STANDARD = words(
  'archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime ' +
    'slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
);

/** Whether the first part of a package's path is the standard library's. */
export function isStandard(first: string): boolean {
  return STANDARD.has(first);
}

/** The way into C, what the compiler writes, and the runtime's assembly, which has no package. */
const OF_RUNTIME =
  /^(?:x?_cgo_|_Cfunc_|crosscall|runtime\/cgo|cgocall|gosave|go:|type[:.]\.|(?:(?:indexbyte|memeq|cmp|aeshash|count|index|memclr)body|gcWriteBarrier|callRet|gogo|racecall|(?:expandAVX|debugCall|callbackasm)\w*)$)/;

/** `net/http.(*conn).serve`, `example.com/shop/v2/cart.Add`: the package is all before the first dot of the last part. */
export function go(name: string): Origin | undefined {
  if (OF_RUNTIME.test(name)) {
    return runtime('runtime');
  }
  const cut = name.search(/[<([{]/);
  const plain = written(cut > 0 ? name.slice(0, cut) : name);
  const slash = plain.lastIndexOf('/');
  // Modules of gopkg.in have their version behind a dot.
  const version = plain.startsWith('gopkg.in/') ? /^gopkg\.in\/.*\.v\d+(?=\.)/.exec(plain) : null;
  const dot = version ? version[0].length : plain.indexOf('.', slash + 1);
  if (dot <= 0 || /\s/.test(plain.slice(0, dot))) {
    return undefined;
  }
  const path = plain.slice(0, dot);
  const vendored = path.indexOf('/vendor/');
  if (vendored > 0) {
    return library(path.slice(vendored + '/vendor/'.length));
  }
  const first = path.split('/', 1)[0];
  if (slash > 0 && first.includes('.')) {
    return library(path);
  }
  return STANDARD.has(first) ? runtime(path) : own(path);
}

/** A path as it is imported: dots are not escaped, and no version stands behind it. */
function written(path: string): string {
  const dots = path.includes('%') ? path.replaceAll('%2e', '.') : path;
  return dots.includes('@') ? dots.replace(/@v?[\w.+-]+/, '') : dots;
}
