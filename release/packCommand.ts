import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The command `hotpath` as a package of its own, for `npm install -g FILE`: one file, and Node alone to run it. */
export async function packCommand(root: string, out: string, version: string): Promise<string> {
  const folder = join(out, 'command');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const bin = join(folder, 'hotpath.cjs');
  await build({
    entryPoints: [join(root, 'pkg/cli/main.ts')],
    outfile: bin,
    bundle: true,
    platform: 'node',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  });
  chmodSync(bin, 0o755);
  copyFileSync(join(root, 'docs/command-line.md'), join(folder, 'README.md'));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(
      {
        name: 'hotpath-profiles',
        version,
        description: 'Continuous profiles of a Pyroscope server, in a terminal',
        license: 'Apache-2.0',
        bin: { hotpath: 'hotpath.cjs' },
        files: ['hotpath.cjs'],
        engines: { node: '>=20.20' },
      },
      null,
      2
    )}\n`
  );
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', out], { cwd: folder, encoding: 'utf8' })
  ) as Array<{ filename: string }>;
  rmSync(folder, { recursive: true });
  return join(out, packed.filename);
}
