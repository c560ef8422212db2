import { withoutSymbol } from '../languages/native';

/** `shopd+0x1f4a0`, `libz.so.1!0x12`, `nginx 0x55d0`: a binary and where in it. Java's hidden classes look alike. */
const OFFSET = /^(\S+?)[+!` ]0x[0-9a-f]+$/i;
/** A shared library alone: `[libfoo.so.1]`, `/usr/lib/libz.so`. */
const LIBRARY = /^\[?([^\s!`+[\]]+\.(?:so|dylib|dll)(?:\.\d+)*)\]?$/;
/** `[unknown] [libfoo.so]` */
const UNKNOWN_IN = /^[[<(]?unknown[\])>]? \[([^\]]+)\]$/i;
const MAY_BE = /0x|unknown|\.so|\.dll|\.dylib|^[0-9a-f]{8,16}$/i;

/**
 * The binary, without its folder, of a function that a profiler found no name for; `''` where it is not known either,
 * undefined for a function with a name.
 */
export function unnamedIn(name: string, module = ''): string | undefined {
  if (!MAY_BE.test(name)) {
    return undefined;
  }
  const binary = (OFFSET.exec(name) ?? LIBRARY.exec(name) ?? UNKNOWN_IN.exec(name))?.[1];
  if (binary !== undefined) {
    return binary.includes('$$') ? undefined : fileName(binary);
  }
  // What else is in brackets is a profiler's word for a state: `[idle]`.
  return withoutSymbol(name) && !/^\[(?!unknown\])/i.test(name) ? fileName(module) : undefined;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
