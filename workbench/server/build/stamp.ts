import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes when any file under `paths` is added, removed or written. Folders named node_modules are not looked into. */
export function stampOf(paths: string[]): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    if (!existsSync(path)) {
      return;
    }
    const info = statSync(path);
    if (info.isDirectory()) {
      for (const name of readdirSync(path).sort()) {
        if (name !== 'node_modules') {
          visit(join(path, name));
        }
      }
    } else {
      hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
    }
  };
  paths.forEach(visit);
  return hash.digest('hex');
}
