import { isAddress } from './stableName';
import { systemEntry } from './systemStacks';
import { library, own, runtime, words, type Origin } from './ownership';

// `libc.so.6.__read`, `libz.so.1.2.13!inflate`, `[libfoo.so]`, `/usr/lib/libz.so.1`, `libfoo.so+0x12`, `ntdll.dll!X`.
const SHARED_LIBRARY = /^\[?((?:[^\s()[\]]*\/)?([\w+-][\w+.-]*?))\.(?:so|dylib|dll)(?:\.\d+)*(?=[.!`+)\]]|$)/;
const SYSTEM_LIBRARY =
  /^(?:lib(?:c|m|dl|rt|pthread|resolv|util|nss|gcc_s|stdc\+\+|c\+\+|c\+\+abi|jvm|java|jli|jimage|nio|net|zip|verify|instrument|management|python[\d.]*|ruby[\d.]*|node|v8|php[\d.]*|clrgc|hostpolicy|hostfxr|mono\w*|System(?:\..*)?|objc|dispatch|dyld)|ld|libc\.musl\w*|linux-vdso|ntdll|kernel32|kernelbase|ucrtbase|msvcrt|vcruntime\w*|(?:lib)?c(?:oreclr|lrjit))(?:[-_].*)?$/i;

/** A shared library by its file name or path, with or without a function of it behind. */
export function sharedLibrary(name: string): Origin | undefined {
  if (!/\.(?:so|dylib|dll)/.test(name)) {
    return undefined;
  }
  const match = SHARED_LIBRARY.exec(name);
  if (!match) {
    return undefined;
  }
  const installed = /\/(?:site|dist)-packages\/([^/]+?)(?:\.libs)?\//.exec(match[1]);
  // Build hashes, platforms and versions change; the library is the same.
  const bare = match[2]
    .replace(/\.(?:cpython|abi3|pypy).*$/, '')
    .replace(/-[0-9a-f]{8,}$/, '')
    .replace(/-\d+\.[\d.]*$/, '');
  return installed
    ? library(installed[1])
    : SYSTEM_LIBRARY.test(bare) || match[1].includes('/lib-dynload/')
      ? runtime(bare)
      : library(bare);
}

const KERNEL_MARK = /(?:_\[k\]| \[k\]|\[kernel[^\]]*\])$/;
const C_LIBRARY =
  /^(?:_start|start_thread|__?clone3?|__libc_\w+|__GI_\w+|_int_(?:malloc|free|realloc)|malloc|calloc|realloc|free|mem(?:cpy|move|set|cmp)|_*str(?:n?(?:case)?cmp|n?cpy|n?len|r?chr|n?dup|str|coll)|__(?:mem(?:cpy|move|set|cmp|chr)|str\w+)_\w+|_IO_\w+|__(?:mmap|munmap|read|write|open|close|send|recv|poll|brk)(?:64|_nocancel|_chk)*|__rust_\w+|je_\w+|_?_?pthread_\w+|__lll_\w+|epoll_wait|__vdso_\w+|_?dl_\w+)$/;
/** Java's virtual machine, whose stubs have names without a class, where profilers leave out the library. */
const JVM =
  /^(?:\.(?:\w[\w ]* (?:stub|adapters)$|[\w ]+$|I2C\/C2I)|[iv]table (?:stub|chunks)|(?:java_start|thread_(?:native_)?entry)\b|call_stub$|\w+_disjoint_arraycopy$|(?:JVM|JNI|JLI|Unsafe)_[A-Z]|Java_(?:java|sun|jdk)_|Java(?:Thread|Calls)::)/;
/** The kernel, the C library, code without symbols: told by marks that profilers put on, whatever the language. */
export function systemCode(name: string): Origin | undefined {
  if ((name.endsWith(']') && KERNEL_MARK.test(name)) || /^(?:\[k\] |vmlinux[!`]|vmlinux$)/.test(name)) {
    return runtime('kernel');
  }
  const entry = systemEntry(name);
  if (entry) {
    return entry;
  }
  if (/^\[?(?:linux-)?vdso/.test(name)) {
    return runtime('vdso');
  }
  const shared = sharedLibrary(name);
  if (shared) {
    return shared;
  }
  if (JVM.test(name)) {
    return runtime('jvm');
  }
  return C_LIBRARY.test(name) || /^operator (?:new|delete)\b/.test(name) ? runtime('libc') : undefined;
}

/** The binary in `shopd+0x1f4a0`, where a profiler found no symbol. */
export function offsetIn(name: string): Origin | undefined {
  const offset = name.includes('+0x') ? /^([^\s+]+)\+0x[0-9a-f]+$/i.exec(name)?.[1] : undefined;
  return offset === undefined ? undefined : (sharedLibrary(offset) ?? own(offset.slice(offset.lastIndexOf('/') + 1)));
}

/** Whether a name says that there is none: an address, `[unknown]`. */
export function withoutSymbol(name: string): boolean {
  return isAddress(name) || /^[[<(]?unknown[\])>]?(?: \[[^\]]*\])?$/i.test(name) || name.startsWith('[');
}

const STANDARD = words('std core alloc compiler_builtins __cxxabiv1 __gnu_cxx');
const LIBRARIES = words(
  // C++
  'boost absl google protobuf grpc grpc_core grpc_impl folly fmt spdlog rocksdb leveldb Eigen nlohmann rapidjson tbb re2 ' +
    'v8 node cv icu arrow parquet thrift asio llvm clang simdjson tcmalloc mongo ' +
    'seastar facebook apache jemalloc ' +
    // Rust
    'tokio tokio_util tokio_rustls hyper hyper_util h2 tower tower_http tower_service axum axum_core actix actix_web ' +
    'actix_http actix_rt warp rocket tonic prost reqwest rustls ring serde serde_json serde_core serde_yaml bytes futures ' +
    'futures_util futures_core futures_executor futures_channel mio rayon rayon_core crossbeam crossbeam_epoch ' +
    'crossbeam_channel crossbeam_deque crossbeam_utils hashbrown indexmap smallvec parking_lot parking_lot_core lock_api ' +
    'once_cell regex regex_automata regex_syntax memchr aho_corasick tracing tracing_core tracing_subscriber log ' +
    'clap chrono uuid rand rand_core rand_chacha sqlx diesel tokio_postgres redis sled dashmap ahash nom httparse http ' +
    'http_body url flate2 miniz_oxide zstd lz4_flex snap backtrace gimli addr2line ' +
    'object pprof pyroscope_rs opentelemetry opentelemetry_sdk datafusion polars async_std bumpalo'
);

/** C++ and Rust: `void std::sort<int*>(int*, int*)`, `<shop::Cart as core::ops::Drop>::drop`, `foo::(anonymous …)::f`. */
export function qualified(name: string): Origin | undefined {
  const path = mangled(name) ?? (name.includes('::') ? pathOf(name) : undefined);
  if (!path) {
    return undefined;
  }
  return STANDARD.has(path) ? runtime(path) : LIBRARIES.has(path) ? library(path) : own(path);
}

/** The namespace or crate a function is in, where its name was left as the linker knows it. */
function mangled(name: string): string | undefined {
  const match = /^_ZN[VK]*(St|\d+)(.*)$/.exec(name) ?? /^_R[\w]*?C(?:s[0-9A-Za-z]*_)?(\d+)_?(.*)$/.exec(name);
  if (!match) {
    return /^_ZNK?S[a-z]/.test(name) ? 'std' : undefined;
  }
  return match[1] === 'St' ? 'std' : match[2].slice(0, Number(match[1]));
}

const ANONYMOUS = /\(anonymous namespace\)|\{anonymous\}|`anonymous[ -]namespace'|<unnamed>/g;

function pathOf(name: string): string | undefined {
  const plain = name
    .replace(/^(?:(?:non-)?virtual thunk to|guard variable for|vtable for|typeinfo for) /, '')
    .replace(ANONYMOUS, '\u0001');
  const type = plain.startsWith('<') ? rustType(plain) : plain;
  return type === undefined ? undefined : firstSegment(withoutReturnType(type));
}

/** The type of `<T as Trait>::f`, or the trait where the type is a parameter, a slice or a primitive. */
function rustType(name: string): string | undefined {
  const end = closing(name, 0);
  if (end < 0 || !name.startsWith('::', end + 1)) {
    return undefined;
  }
  const inside = name.slice(1, end);
  const as = topLevel(inside, ' as ');
  const type = (as < 0 ? inside : inside.slice(0, as)).replace(/^(?:[&*([]|'\w+ |mut |const |dyn |impl )+/, '');
  const head = type.slice(0, type.search(/[<([+]|$/));
  return as < 0 || head.includes('::') ? type : inside.slice(as + 4);
}

/** C++ puts the type of the result before the name and those of the arguments behind it. */
function withoutReturnType(name: string): string {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < name.length; at++) {
    const char = name[at];
    if (depth === 0 && name.startsWith('operator', at)) {
      break;
    }
    if (char === '<') {
      depth++;
    } else if (char === '>') {
      depth = Math.max(0, depth - 1);
    } else if (depth === 0 && char === '(') {
      break;
    } else if (depth === 0 && char === ' ') {
      start = at + 1;
    }
  }
  return name.slice(start).replace(/^[*&]+/, '');
}

function firstSegment(path: string): string | undefined {
  const segments = path.split('::', 2);
  const first = segments[0].slice(0, segments[0].search(/[<([{]|$/));
  return first === '\u0001' ? '(anonymous namespace)' : first.trim() || undefined;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    depth += text[at] === '<' ? 1 : text[at] === '>' && text[at - 1] !== '-' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return -1;
}

function topLevel(text: string, wanted: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    depth += char === '<' || char === '(' || char === '[' ? 1 : char === '>' || char === ')' || char === ']' ? -1 : 0;
    if (depth === 0 && text.startsWith(wanted, at)) {
      return at;
    }
  }
  return -1;
}
