import type { NameForm } from '../choices';
import { stableName } from '../languages/stableName';

/**
 * A name as it is written in a form: `elided` without types of arguments and results and with `…` in the brackets of
 * generics, `short` a function and what it belongs to, as `(*conn).serve`, `HashMap.get`, `server.js:render`.
 */
export function nameInForm(name: string, form: NameForm): string {
  if (form === 'full') {
    return name;
  }
  const [, elided, plain] = reductions(name);
  if (form === 'elided') {
    return elided;
  }
  const text = plain.replace(LINE, '');
  return text.slice(partStarts(text).at(-2) ?? 0) || name;
}

/**
 * Names shortened by whole parts, the least telling first. What tells functions apart stands at the end of a name
 * (`net/http.(*conn).serve`, `com/shop/User.load`, `./dist/app.js:render:12`): first go the types of arguments and
 * results and what stands in the brackets of generics, then leading path and package parts, then a line number. A last
 * part that tells nothing alone (`func1`, `<init>`, `{{closure}}`) never stands alone.
 */
export function shortForms(name: string): string[] {
  // Of code without a name the binary tells more than the address, and stands in front.
  if (UNNAMED.test(name)) {
    return [name];
  }
  const forms = new Set<string>([name]);
  const [bare, elided, plain] = reductions(name);
  forms.add(bare);
  for (const line of [true, false]) {
    const texts = [elided, plain].map((text) => (line ? text : text.replace(LINE, '')));
    const starts = texts.map(partStarts);
    for (let part = 0; part < Math.max(starts[0].length, starts[1].length); part++) {
      texts.forEach((text, at) => {
        // Counted from the end, since what is elided may have had parts of its own.
        const from = starts[at][part];
        if (from !== undefined) {
          addFrom(forms, text, from);
        }
      });
    }
  }
  const last = plain.replace(LINE, '');
  const telling = last.slice(partStarts(last).at(-1)).replace(UNTELLING_END, '');
  if (telling !== '') {
    addFrom(forms, last, last.lastIndexOf(telling), telling);
  }
  return [...forms];
}

const UNNAMED = /^[^\s$]+[+!` ]0x[0-9a-f]+$|^[[<(]?unknown[\])>]? \[/i;
const LINE = /:\d+$/;
/** Deep inside of a name nobody counts parts; the first ones go at once. */
const MOST_PARTS = 24;

/** Parts that say nothing without the one before them. */
const UNTELLING =
  /^(?:func\d+(?:\.\d+)*|gowrap\d+|\d+|-fm|init|<init>|<clinit>|__(?:init|call|new|enter|exit|iter|next|get|getitem|getattr)__|<(?:lambda|locals|genexpr|listcomp|dictcomp|setcomp|module)>|\{\{?(?:closure|impl|constructor|shim)[^}]*\}?\}|\{closure\}|\(anonymous[^)]*\)|<anonymous>|anonymous|lambda\$?\w*|\$?\$?Lambda\S*|\$\d+|operator\(\)|\.?c?ctor|MoveNext|Invoke|invoke|call|call_once|new|constructor)$/;
const UNTELLING_END =
  /(?:\.func\d+(?:\.\d+)*|\.gowrap\d+|-fm|\.<[\w<>.]+|::\{\{?[^}]*\}?\}(?:::\{\{?[^}]*\}?\})*|\.<init>|\.<clinit>|::operator\(\)|\.__\w+__)$/;

function addFrom(forms: Set<string>, text: string, from: number, part = text.slice(from)): void {
  const cut = from + part.length < text.length ? '…' : '';
  if (from > 0) {
    forms.add(`…${part}${cut}`);
    // A receiver in brackets is never the beginning of a name.
    if (part.startsWith('(*')) {
      forms.add(part + cut);
      forms.add(`…${part.replace(/^\(\*([^)]*)\)/, '$1')}${cut}`);
    }
  } else {
    forms.add(part + cut);
  }
}

/** Without arguments and results; with `…` in the place of generics; without those brackets. */
function reductions(name: string): [string, string, string] {
  const bare = withoutTypes(
    stableName(name)
      // As perf writes what V8 has compiled.
      .replace(/^(?:LazyCompile|Function|JS):[*~^+]?(\S+) (\S+?):(\d+)(?::\d+)?$/, '$2:$1:$3')
      .replace(/\(anonymous:[^)]*\)/, '(anonymous)')
      .replaceAll('.<locals>', '')
      // A file behind the name, and a result behind the library.
      .replace(/ \([^()]*\.\w+(?::\d+)*\)$/, '')
      .replace(/^(lib[\w-]+\.so[\d.]*\.)\w+ (?=\w)/, '$1')
  );
  // Classes that a framework or the compiler derives are told by the class they are derived from.
  const source = bare.replace(/\$\$(?:Lambda|EnhancerBy|FastClassBy|SpringCGLIB)[\w$]*(?=\.)/, '');
  if (!/[<[]/.test(bare)) {
    return [bare, bare, source];
  }
  const rust = rustQualified(bare);
  return [bare, rust ? rust[0] : withoutGenerics(bare, '…'), rust ? rust[1] : withoutGenerics(source, '')];
}

/** `void std::sort<int*>(int*, int*)` is `std::sort<int*>`. */
function withoutTypes(name: string): string {
  const open = argumentsStart(name);
  if (open < 0) {
    return name;
  }
  let depth = 0;
  let start = 0;
  for (let at = 0; at < open; at++) {
    const char = name[at];
    depth += OPEN.has(char) ? 1 : CLOSE.has(char) && name[at - 1] !== '-' ? -1 : 0;
    if (char === ' ' && depth === 0 && !name.startsWith('operator', at - 8)) {
      start = at + 1;
    }
  }
  return name.slice(start, open);
}

const OPEN = new Set('([<{');
const CLOSE = new Set(')]>}');

/** Where the list of arguments begins, or -1: brackets at the end, right behind a name. */
function argumentsStart(name: string): number {
  const end = name.replace(
    /\)(?: const| volatile| &&?| noexcept| \[clone [^\]]{1,40}\]){1,4}$|\)\[*(?:[VZBCSIJFD]|L[\w/$]+;)$/,
    ')'
  );
  if (!end.endsWith(')')) {
    return -1;
  }
  let depth = 0;
  for (let at = end.length - 1; at > 0; at--) {
    depth += end[at] === ')' ? 1 : end[at] === '(' ? -1 : 0;
    if (depth === 0) {
      // `operator()` is a name, and so is `(anonymous)`; a file in brackets stands behind a blank.
      return /[\w>\])~=+*/%^&|!<-]/.test(end[at - 1]) && !/operator$|^\(\*?\w+\)$/.test(end.slice(0, at)) ? at : -1;
    }
  }
  return -1;
}

/**
 * Brackets right behind a name hold type parameters; `operator<` and `->` are no brackets, and `[U+202E]` stands for a
 * character that would not be seen.
 */
function withoutGenerics(name: string, put: string): string {
  let text = '';
  let depth = 0;
  for (let at = 0; at < name.length; at++) {
    const char = name[at];
    const opens = char === '<' || char === '[';
    if (depth === 0) {
      const before = name.slice(Math.max(0, at - 10), at);
      const isMark = name.startsWith('[U+', at);
      if (opens && !isMark && /[\w>]$|\w::$/.test(before) && !/operator[<\[]?$/.test(before)) {
        depth = 1;
        text = (put === '' ? text.replace(/::$/, '') : text) + (put && char + put + (char === '<' ? '>' : ']'));
        continue;
      }
      text += char;
    } else {
      depth += opens ? 1 : (char === '>' && name[at - 1] !== '-' && name[at - 1] !== '=') || char === ']' ? -1 : 0;
    }
  }
  return depth === 0 ? text : name;
}

/** `<alloc::vec::Vec<T> as core::ops::drop::Drop>::drop` is `<Vec<…> as Drop>::drop`, and `Vec::drop`. */
function rustQualified(name: string): [string, string] | undefined {
  const match = /^<(.+)>::([^<>]+(?:<.*>)?)$/.exec(name);
  if (!match) {
    return undefined;
  }
  const as = match[1].lastIndexOf(' as ');
  const type = as < 0 ? match[1] : match[1].slice(0, as);
  const trait = as < 0 ? '' : match[1].slice(as + 4);
  const last = (path: string, put: string) => withoutGenerics(path, put).replace(/(?:\w+::)+(?=\w)/g, '');
  const method = withoutGenerics(match[2], '');
  return [
    `<${last(type, '…')}${trait && ` as ${last(trait, '')}`}>::${method}`,
    `${last(type, '').replace(/^(?:&|mut |dyn )+/, '')}::${method}`,
  ];
}

/** Where the parts of a name start that may begin a form, first to last. */
function partStarts(name: string): number[] {
  const starts = [0];
  let depth = 0;
  let inPath = 0;
  for (let at = 0; at < name.length - 1; at++) {
    const char = name[at];
    if (char === '>' && name[at - 1] === '-') {
      starts.push(at + 1);
    } else if (OPEN.has(char)) {
      depth++;
    } else if (CLOSE.has(char)) {
      depth = Math.max(0, depth - 1);
    } else if (depth === 0 && isSeparator(name, at)) {
      // Dots within a path are part of its names: `github.com/`, `./`.
      if (char === '/') {
        for (let part = inPath; part < starts.length; part++) {
          if (name[starts[part] - 1] !== '.') {
            starts[inPath++] = starts[part];
          }
        }
        starts.length = inPath;
      }
      starts.push(at + 1);
    }
  }
  while (starts.length > 1 && !tells(name.slice(starts.at(-1)))) {
    starts.pop();
  }
  return starts.length > MOST_PARTS ? [0, ...starts.slice(1 - MOST_PARTS)] : starts;
}

/** Whether a part says something alone; of an anonymous function its line does. */
function tells(part: string): boolean {
  return (part.startsWith('(anonymous') && LINE.test(part)) || !UNTELLING.test(part.replace(LINE, ''));
}

function isSeparator(name: string, at: number): boolean {
  const char = name[at];
  const next = name[at + 1];
  if (char === '/' || char === '\\' || char === '!' || char === '#') {
    return true;
  }
  // A class within a class.
  if (char === '$') {
    return /\w/.test(name[at - 1] ?? '') && /[A-Za-z]/.test(next) && name.indexOf('.', at) > 0;
  }
  // A line number, and a file's extension, say nothing alone.
  if (char === ':') {
    return next !== ':' && !/^\d+(?:$| - )/.test(name.slice(at + 1));
  }
  // A method behind its file and line.
  if (char === ' ') {
    return name.slice(at - 2, at) === ' -';
  }
  return (
    char === '.' && !/^(?:[.\d]|(?:[cm]?[jt]sx?|py|rb|php|go|so|dll|exe|dylib)\b)/.test(name.slice(at + 1, at + 7))
  );
}
