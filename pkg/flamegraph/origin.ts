/** Whose code a function is: the reader's own, a library's, or the language's and system's. */
export type Ownership = 'own' | 'library' | 'runtime';

export interface Origin {
  /** A package, module, class or file: what gives the colour. '' when a name tells nothing. */
  readonly package: string;
  readonly ownership: Ownership;
}

const GO_STANDARD = new Set(
  (
    'archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime ' +
    'slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' ')
);
const JVM_STANDARD = /^(?:java|javax|jdk|sun|com\/sun|kotlin|scala|groovy|clojure)\//;
const JVM_LIBRARY =
  /^(?:org|okhttp3|okio|reactor|ch\/qos|(?:io\/(?:opentelemetry|pyroscope|netty|micrometer|grpc|vertx|quarkus|micronaut|reactivex|undertow|projectreactor|smallrye|lettuce|prometheus|jaegertracing))|net\/bytebuddy|com\/(?:google|fasterxml|amazonaws|zaxxer|github|mysql|oracle|mongodb|squareup|ibm|microsoft|datastax|hazelcast|typesafe))\//;
const DOTNET_STANDARD = /^(?:System|Microsoft|Interop)[.!]/;
const RUST_STANDARD = new Set(['std', 'core', 'alloc', '__cxxabiv1', '__gnu_cxx', '__1']);
const SHARED_LIBRARY = /^(?:[\w+.-]*\/)*((?:lib|ld-)[\w+-]+)\.(?:so|dylib)(?:\.\d+)*(?=[.!`]|$)/;
const SCRIPT = /^(.*):([^:]*|.*\(anonymous[^)]*\)):(\d+)$/;

/**
 * Where a function comes from, told by the shape of its name (each language writes names in its own way, so at most
 * one of the shapes fits) and, where known, by its file.
 */
export function originOf(name: string, file = '', module = ''): Origin {
  return (file && fromFile(file)) || fromName(name) || { package: module, ownership: 'own' };
}

function fromFile(file: string): Origin | undefined {
  const path = file.replaceAll('\\', '/');
  if (path.startsWith('node:')) {
    return { package: path, ownership: 'runtime' };
  }
  if (path.startsWith('<')) {
    return path.startsWith('<frozen ') ? { package: path, ownership: 'runtime' } : undefined;
  }
  const library =
    /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ??
    /\/(?:site|dist)-packages\/([^/]+?)(?:\.py)?(?:\/|$)/.exec(path) ??
    /\/pkg\/mod\/(.+?)@/.exec(path) ??
    /\/\.cargo\/registry\/src\/[^/]+\/(.+?)-\d/.exec(path) ??
    /\/gems\/([^/]+?)-\d[^/]*\//.exec(path);
  if (library) {
    return { package: library[1], ownership: 'library' };
  }
  const standard =
    /\/lib\/python[\d.]+\/(.+?)(?:\.py)?(?:\/|$)/.exec(path) ??
    /\/go\/src\/(.+)\/[^/]+\.(?:go|s)$/.exec(path) ??
    /\/rustc\/[^/]+\/library\/([^/]+)\//.exec(path) ??
    /\/lib\/ruby\/[\d.]+\/(.+?)(?:\.rb)?(?:\/|$)/.exec(path);
  if (standard) {
    return { package: standard[1], ownership: 'runtime' };
  }
  const folder = path.lastIndexOf('/');
  // A script is a module by itself; in compiled languages a folder is one, and the name says which.
  return /\.(?:py|rb|php|[cm]?[jt]sx?)$/.test(path)
    ? { package: path, ownership: 'own' }
    : folder > 0 && !/\.(?:go|java|kt|scala|s)$/.test(path)
      ? { package: path.slice(0, folder), ownership: 'own' }
      : undefined;
}

function fromName(name: string): Origin | undefined {
  const script = SCRIPT.exec(name);
  if (script) {
    // V8 leaves the file out for what it does itself, such as collecting garbage.
    return script[1] === '' ? { package: 'v8', ownership: 'runtime' } : (fromFile(script[1]) ?? own(script[1]));
  }
  const shared = SHARED_LIBRARY.exec(name);
  if (shared) {
    return { package: shared[1], ownership: 'runtime' };
  }
  if (/^\((?:garbage collector|idle|program|root)\)$/.test(name) || name.startsWith('[')) {
    return { package: 'system', ownership: 'runtime' };
  }
  const generic = name.search(/[<([{]/);
  const plain = generic > 0 ? name.slice(0, generic) : name;
  if (plain.includes('::')) {
    const crate = plain.slice(0, plain.indexOf('::'));
    return { package: crate, ownership: RUST_STANDARD.has(crate) ? 'runtime' : 'own' };
  }
  const slash = plain.lastIndexOf('/');
  const dot = plain.indexOf('.', slash + 1);
  if (dot <= 0) {
    return undefined;
  }
  if (slash > 0 && /^[A-Z$]/.test(plain.slice(slash + 1))) {
    return jvm(plain.slice(0, slash), plain);
  }
  if (JVM_STANDARD.test(plain)) {
    return { package: plain.slice(0, slash), ownership: 'runtime' };
  }
  if (DOTNET_STANDARD.test(plain)) {
    return { package: plain.split(/[.!]/, 2).join('.'), ownership: 'runtime' };
  }
  const path = plain.slice(0, dot);
  const first = path.split('/', 1)[0];
  if (slash > 0 && first.includes('.')) {
    return { package: path, ownership: 'library' };
  }
  return { package: path, ownership: GO_STANDARD.has(first) ? 'runtime' : 'own' };
}

function jvm(path: string, name: string): Origin {
  const ownership = JVM_STANDARD.test(name) ? 'runtime' : JVM_LIBRARY.test(name) ? 'library' : 'own';
  return { package: path, ownership };
}

function own(path: string): Origin {
  return { package: path, ownership: 'own' };
}
