/** What a page has that can be wrong. Lines are counted from 1. */
export interface Page {
  links: Array<{ target: string; line: number }>;
  /** Anchors of its headings, as GitHub makes them, and ids in its HTML. */
  anchors: Set<string>;
  fences: Fence[];
  pictures: Array<{ target: string; alt: string; line: number }>;
}

export interface Fence {
  /** The word after the fence; empty where there is none. */
  language: string;
  /** What follows it, such as `needs=docker`. */
  marks: string[];
  text: string;
  line: number;
}

const FENCE = /^( {0,3}|\s*[-*]\s+|\s+)(`{3,}|~{3,})\s*([^`]*)$/;
const LINK = /!?\[(?:[^\][]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const DEFINITION = /^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$/;
const PICTURE = /!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)/g;
const HTML = /<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"]+)"/g;

export function readPage(text: string): Page {
  const page: Page = { links: [], anchors: new Set(), fences: [], pictures: [] };
  const counts = new Map<string, number>();
  let open: { fence: Fence; end: string; lines: string[]; indent: number } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (open) {
      if (line.trim().startsWith(open.end) && line.trim().replace(/[`~]/g, '') === '') {
        page.fences.push({ ...open.fence, text: open.lines.join('\n') });
        open = undefined;
      } else {
        open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
      }
      continue;
    }
    const fence = FENCE.exec(line);
    if (fence) {
      const [language = '', ...marks] = fence[3].trim().split(/\s+/);
      const indent = line.indexOf(fence[2]);
      open = { fence: { language, marks, text: '', line: index + 1 }, end: fence[2], lines: [], indent };
      continue;
    }
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) {
      const slug = slugOf(heading);
      const before = counts.get(slug) ?? 0;
      counts.set(slug, before + 1);
      page.anchors.add(before === 0 ? slug : `${slug}-${before}`);
    }
    for (const [, id] of line.matchAll(/<[^>]+\bid="([^"]+)"/g)) {
      page.anchors.add(id);
    }
    const plain = line.replace(/`[^`]*`/g, '');
    const targets = [...plain.matchAll(LINK), ...plain.matchAll(HTML)].map(([, target]) => target);
    const defined = DEFINITION.exec(plain)?.[1];
    for (const [, alt, target] of plain.matchAll(PICTURE)) {
      page.pictures.push({ target, alt, line: index + 1 });
    }
    for (const target of defined === undefined ? targets : [...targets, defined]) {
      page.links.push({ target, line: index + 1 });
    }
  }
  return page;
}

/** The anchor of a heading: lower case, without punctuation, words joined by hyphens. */
function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}
