import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { stampOf } from './stamp';

/** Which Grafana libraries the page is built on: the newest with React 19, or the oldest supported with React 18. */
export type HostLine = 'react19' | 'react18';

const ROOT = join(__dirname, '../../..');
const WORKBENCH = join(ROOT, 'workbench');

export function hostFolder(line: HostLine): string {
  return join(ROOT, '.cache/workbench', line);
}

/** The folder whose node_modules the line takes its libraries from. */
function lineRoot(line: HostLine): string {
  return line === 'react18' ? ROOT : WORKBENCH;
}

export function libraryVersion(line: HostLine): string {
  return JSON.parse(readFileSync(join(lineRoot(line), 'node_modules/@grafana/ui/package.json'), 'utf8')).version;
}

/** Builds the page with Vite unless its sources and libraries are those of the last build. */
export async function buildHost(line: HostLine): Promise<{ built: boolean }> {
  const folder = hostFolder(line);
  const stampFile = join(folder, 'build-stamp');
  const stamp = stampOf([
    join(WORKBENCH, 'host'),
    join(WORKBENCH, 'vite.config.mts'),
    join(WORKBENCH, 'package-lock.json'),
    join(ROOT, 'package-lock.json'),
  ]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return { built: false };
  }
  // Built beside and moved into place, so that a page is never served half built.
  const fresh = `${folder}.${process.pid}`;
  const stale = `${fresh}.old`;
  mkdirSync(join(ROOT, '.cache/workbench'), { recursive: true });
  try {
    await run(
      [join(WORKBENCH, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(WORKBENCH, 'vite.config.mts')],
      { cwd: WORKBENCH, env: { ...process.env, WORKBENCH_LINE: line, WORKBENCH_OUT: fresh, NODE_ENV: 'production' } }
    );
    writeFileSync(join(fresh, 'build-stamp'), stamp);
    if (existsSync(folder)) {
      renameSync(folder, stale);
    }
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another process has just built and placed the same.
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') {
        throw error;
      }
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(stale, { recursive: true, force: true });
  }
  return { built: true };
}

export interface AssetFolder {
  prefix: string;
  folders: string[];
  cache: 'forever' | 'revalidate';
  /** Names the libraries ask for, where the package that ships the file calls it otherwise. */
  aliases?: Record<string, string>;
}

/** Where the files that Grafana's libraries ask for under /public/ come from. */
export function hostAssets(line: HostLine): AssetFolder[] {
  const fonts = (family: string) => join(WORKBENCH, 'node_modules/@fontsource', family, 'files');
  const icons = (base: string) => join(base, 'node_modules/@grafana/ui/dist/public/img/icons');
  return [
    {
      prefix: '/public/build/img/icons/',
      folders: [icons(lineRoot(line)), icons(WORKBENCH), join(WORKBENCH, 'icons')],
      cache: 'revalidate',
    },
    { prefix: '/public/build/assets/', folders: [join(hostFolder(line), 'assets')], cache: 'forever' },
    {
      prefix: '/public/fonts/inter/',
      folders: [fonts('inter')],
      cache: 'revalidate',
      aliases: {
        'Inter-Regular.woff2': 'inter-latin-400-normal.woff2',
        'Inter-Medium.woff2': 'inter-latin-500-normal.woff2',
        'Inter-Italic.woff2': 'inter-latin-400-italic.woff2',
        'Inter-MediumItalic.woff2': 'inter-latin-500-italic.woff2',
      },
    },
    {
      prefix: '/public/fonts/roboto/',
      folders: [fonts('roboto-mono')],
      cache: 'revalidate',
      aliases: {
        // Grafana's own file, latin only, is the variable font under the name Google Fonts gave it.
        'L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2': 'roboto-mono-latin-400-normal.woff2',
      },
    },
  ];
}
