const SHAPE = '[go.shape.';

/** A Go function's name without the shapes its type parameters were compiled for, as Pyroscope stores it. */
export function withoutGoShapes(name: string): string {
  let kept = name;
  for (let start = kept.indexOf(SHAPE); start !== -1; start = kept.indexOf(SHAPE, start)) {
    const end = closingBracket(kept, start);
    if (end === -1) {
      break;
    }
    kept = kept.slice(0, start) + kept.slice(end + 1);
  }
  return kept;
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '[') {
      depth++;
    } else if (text[i] === ']' && --depth === 0) {
      return i;
    }
  }
  return -1;
}

const SCRIPTING_SPIES = new Set(['pyspy', 'rbspy', 'scripting']);

/**
 * How Pyroscope names the functions of a profiler's profiles. Those of scripting languages name functions without their
 * module, so the file goes in front; py-spy's absolute paths (of libraries, mostly) say too little to.
 */
export function functionNaming(spyName: string): (name: string, file: string) => string {
  if (!SCRIPTING_SPIES.has(spyName)) {
    return (name) => name;
  }
  return (name, file) => (spyName === 'pyspy' && file.startsWith('/') ? name : `${file} ${name}`);
}
