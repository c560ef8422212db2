import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readPage, type Page } from './markdown';

/** Where Grafana serves what stands in `src`; the page it shows is `src/README.md`. */
const INSTALLED = /^\/public\/plugins\/hotpath-profiles-app\//;

/** What is wrong with the links, anchors and pictures of some pages: a sentence each, with page and line. */
export function brokenLinks(root: string, pages: readonly string[]): string[] {
  const read = new Map<string, Page>();
  const pageOf = (file: string): Page => {
    const known = read.get(file) ?? readPage(readFileSync(join(root, file), 'utf8'));
    read.set(file, known);
    return known;
  };
  return pages.flatMap((page) =>
    pageOf(page).links.flatMap(({ target, line }) => {
      const why = /^[a-z][a-z+.-]*:/i.test(target) ? undefined : fault(root, page, target, pageOf);
      return why === undefined ? [] : [`${page}:${line}: ${target} ${why}`];
    })
  );
}

function fault(root: string, page: string, target: string, pageOf: (file: string) => Page): string | undefined {
  const [path, anchor] = target.replace(INSTALLED, '').split('#');
  const file = path === '' ? page : relative(root, join(root, dirname(page), decodeURIComponent(path)));
  if (file.startsWith('..')) {
    return 'leads out of the repository';
  }
  const there = statSync(join(root, file), { throwIfNoEntry: false });
  if (!there) {
    return 'leads to nothing';
  }
  if (anchor !== undefined && there.isFile() && file.endsWith('.md') && !pageOf(file).anchors.has(anchor)) {
    return 'leads to no heading of that page';
  }
  return undefined;
}
