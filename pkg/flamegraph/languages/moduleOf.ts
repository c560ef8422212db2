import type { Origin } from './ownership';

/**
 * What a package is a part of: the Go module `github.com/acme/shop` of `github.com/acme/shop/pricing`, `java` of
 * `java/util`, `org/springframework` of `org/springframework/web`. '' where the package is.
 */
export function moduleOf({ package: name, ownership }: Origin): string {
  // Files of scripts: the folder.
  if (/^(?:\.{0,2}\/|<|\w+:)/.test(name)) {
    return name.slice(0, Math.max(name.lastIndexOf('/'), 0)) || name;
  }
  const separator = name.includes('\\') ? '\\' : name.includes('/') ? '/' : name.includes('::') ? '::' : '.';
  const parts = name.split(separator);
  const isHost = separator === '/' && parts[0].includes('.');
  const isScoped = parts[0].startsWith('@');
  const length = isHost ? 3 : ownership === 'library' && (separator !== '.' || parts.length > 2) ? 2 : isScoped ? 2 : 1;
  return parts.slice(0, length).join(separator);
}
