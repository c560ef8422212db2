/** What may be opened from a panel: pages, and editors that know how to open a file. */
const SCHEMES = new Set([
  ...['http', 'https'],
  ...['vscode', 'vscode-insiders', 'vscodium', 'cursor', 'windsurf', 'zed'],
  ...['jetbrains', 'idea', 'goland', 'pycharm', 'webstorm', 'phpstorm', 'rider', 'clion', 'rubymine', 'rustrover'],
]);

/** Servers refuse longer ones. */
const LONGEST = 8000;

/** An address that can be opened without harm, as browsers read it; undefined for any other, relative ones included. */
export function safeAddress(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const scheme = url.protocol.slice(0, -1);
  const isPage = scheme === 'http' || scheme === 'https';
  return SCHEMES.has(scheme) && !url.username && !url.password && (!isPage || url.host) && url.href.length <= LONGEST
    ? url.href
    : undefined;
}
