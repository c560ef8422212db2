import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Compiler, type Module, sources } from 'webpack';

const PLUGIN = 'BundledLicenses';
const PACKAGE_FOLDER = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/**
 * Writes the licenses of every package that is bundled to `THIRD-PARTY-LICENSES.txt`: most of them ask that their text
 * goes with the code. license-webpack-plugin 4.0.2 misses what webpack 5.112 has joined to one module.
 */
export class BundledLicenses {
  apply(compiler: Compiler): void {
    compiler.hooks.thisCompilation.tap(PLUGIN, (compilation) => {
      const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: PLUGIN, stage }, () => {
        const folders = new Set<string>();
        for (const module of compilation.modules) {
          collectFolders(module, folders);
        }
        const texts = [...folders].sort().map(licenseOf);
        compilation.emitAsset('THIRD-PARTY-LICENSES.txt', new sources.RawSource(texts.join(`\n${'-'.repeat(80)}\n\n`)));
      });
    });
  }
}

function collectFolders(module: Module, folders: Set<string>): void {
  for (const inner of (module as { modules?: Module[] }).modules ?? []) {
    collectFolders(inner, folders);
  }
  const folder = PACKAGE_FOLDER.exec(module.nameForCondition() ?? '')?.[1];
  if (folder && existsSync(join(folder, 'package.json'))) {
    folders.add(folder);
  }
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  if (texts.length === 0) {
    // A package under Apache-2.0 may leave its text to us, who are under it too.
    if (!/Apache-2\.0/.test(license)) {
      throw new Error(`${name} (${license}) is bundled, and its package has no license text to ship with it`);
    }
    texts.push(readFileSync('LICENSE', 'utf8'));
  }
  if (name === '@bufbuild/protobuf') {
    texts.push(headerOf(join(folder, 'dist/esm/wire/varint.js')));
  }
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** The comment at the head of a file: the part of @bufbuild/protobuf that is Google's has its license there. */
function headerOf(file: string): string {
  const lines = readFileSync(file, 'utf8').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines.slice(0, end).join('\n');
}
