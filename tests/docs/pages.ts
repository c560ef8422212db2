import { globSync } from 'glob';

/** Pages whose commands are run: what users read. */
export function userPages(root: string): string[] {
  return find(root, ['README.md', 'docs/**/*.md', 'examples/**/*.md']);
}

/** Pages whose links must lead somewhere: all of them. */
export function allPages(root: string): string[] {
  return find(root, ['*.md', '{docs,examples,src,pkg,bench,workbench,tests,release}/**/*.md']);
}

function find(root: string, patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, ignore: ['**/node_modules/**', '**/.venv/**'], posix: true }).sort();
}
