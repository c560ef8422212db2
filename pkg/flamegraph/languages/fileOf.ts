/** A file in a name: `load (app.py:12)`, `app.rb:12 - load`, `./app.js:render:12`. */
const BEHIND = /\(([^()]+?\.\w+)(?::\d+)*\)$/;
const BEFORE = /^(\S[^:]*\.(?:py|rb|php|[cm]?[jt]sx?|vue|svelte)):/;

/** The source file of a function, where its profile or its name tells. */
export function fileOf(name: string, file = ''): string | undefined {
  return file || BEHIND.exec(name)?.[1] || BEFORE.exec(name)?.[1] || undefined;
}
