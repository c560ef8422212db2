import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { stampOf } from './stamp';

const ROOT = join(__dirname, '../../..');

/** Builds dist/ with webpack unless the sources are those of the last build. */
export async function buildPlugins(): Promise<{ built: boolean }> {
  const stampFile = join(ROOT, '.cache/workbench/plugins.stamp');
  const inputs = ['src', 'pkg', '.config', 'webpack.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
  const stamp = stampOf(inputs.map((name) => join(ROOT, name)));
  if (existsSync(join(ROOT, 'dist/module.js')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return { built: false };
  }
  const webpack = join(ROOT, 'node_modules/webpack/bin/webpack.js');
  await run([webpack, '-c', './webpack.config.ts', '--env', 'production'], { cwd: ROOT });
  mkdirSync(join(ROOT, '.cache/workbench'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return { built: true };
}
