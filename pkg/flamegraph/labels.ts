/** How many columns of a fixed-width font a text takes; East Asian characters take two. */
export function columns(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) >= 0x2e80) {
      count++;
    }
  }
  return count;
}

/** The least columns worth writing anything into. */
const MIN_COLUMNS = 3;

/**
 * A function name in at most `room` columns, or '' when nothing readable fits. What tells functions apart stands at
 * the end of a name (`net/http.(*conn).serve`, `com/shop/User.load`, `./dist/app.js:render:12`), so leading path and
 * package parts go first, then a line number, and only then the end of the name itself.
 */
export function fitLabel(name: string, room: number): string {
  if (columns(name) <= room) {
    return name;
  }
  if (room < MIN_COLUMNS) {
    return '';
  }
  const withoutLine = name.replace(/:\d+$/, '');
  let shortest = name;
  for (const text of withoutLine === name ? [name] : [name, withoutLine]) {
    for (const from of partStarts(text)) {
      shortest = text.slice(from);
      if (columns(shortest) + (from > 0 ? 1 : 0) <= room) {
        return from > 0 ? `…${shortest}` : shortest;
      }
    }
  }
  return cut(shortest, room);
}

/** Where the parts of a name start, first to last, leaving out what is inside brackets and an empty last part. */
function partStarts(name: string): number[] {
  const starts = [0];
  let depth = 0;
  for (let at = 0; at < name.length - 1; at++) {
    const char = name[at];
    if (char === '(' || char === '[' || char === '<' || char === '{') {
      depth++;
    } else if (char === ')' || char === ']' || char === '>' || char === '}') {
      depth = Math.max(0, depth - 1);
    } else if (depth === 0 && isSeparator(name, at)) {
      starts.push(at + 1);
    }
  }
  return starts;
}

function isSeparator(name: string, at: number): boolean {
  const char = name[at];
  const next = name[at + 1];
  if (char === '/' || char === '\\') {
    return true;
  }
  // A line number, and a file's extension, say nothing alone.
  if (char === ':') {
    return next !== ':' && !/^\d+$/.test(name.slice(at + 1));
  }
  return char === '.' && !/^(?:[cm]?[jt]sx?|py|rb|go|so)\b/.test(name.slice(at + 1));
}

function cut(text: string, room: number): string {
  if (columns(text) <= room) {
    return text;
  }
  let end = 0;
  for (let used = 1; end < text.length; end++) {
    used += text.charCodeAt(end) >= 0x2e80 ? 2 : 1;
    if (used > room) {
      break;
    }
  }
  // Half a surrogate pair would show as a box.
  if (end > 0 && text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) < 0xdc00) {
    end--;
  }
  return `${text.slice(0, end)}…`;
}
