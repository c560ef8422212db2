import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feedRecorded } from '../../pkg/profile-server/samples/feed';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import type { Commands } from './commands';

/** A block that takes longer has to be marked `needs=minutes`. */
const PATIENCE_MS = 180_000;
const INSTALLED = ['node_modules', 'workbench/node_modules'];

export interface Ran {
  ok: boolean;
  /** What it ended with, and the last it wrote. */
  report: string;
}

/** A clone of the repository in a temporary folder, with a server of recorded profiles that `hotpath` asks there. */
export class Clone {
  private readonly staying: ChildProcess[] = [];

  private constructor(
    private readonly folder: string,
    private readonly server: ProfileServer
  ) {}

  static async make(root: string): Promise<Clone> {
    const folder = join(mkdtempSync(join(tmpdir(), 'hotpath-docs-')), 'hotpath');
    execFileSync('git', ['clone', '--quiet', '--shared', root, folder]);
    for (const installed of INSTALLED) {
      if (existsSync(join(root, installed))) {
        symlinkSync(join(root, installed), join(folder, installed));
      }
    }
    const bin = join(folder, '.cache/docs');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'hotpath'), `#!/bin/sh\nexec npm --prefix '${folder}' run --silent hotpath -- "$@"\n`);
    chmodSync(join(bin, 'hotpath'), 0o755);
    const server = await startProfileServer({ limits: { ...laptopLimits, rejectOlderThanMs: 0 } });
    await feedRecorded(server.url, { endMs: Date.now() });
    return new Clone(folder, server);
  }

  /** Runs a block to its end; one that stays, until it has printed an address. */
  run({ text, serves, exit }: Commands): Promise<Ran> {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', text], {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PYROSCOPE_URL: this.server.url,
        PATH: `${join(this.folder, '.cache/docs')}:${process.env.PATH ?? ''}`,
      },
    });
    if (serves) {
      this.staying.push(child);
    }
    return new Promise((resolve) => {
      let written = '';
      const done = (ok: boolean, how: string) => {
        clearTimeout(timer);
        if (!serves || !ok) {
          end(child);
        }
        resolve({ ok, report: `${how}\n${written.trimEnd().split('\n').slice(-12).join('\n')}` });
      };
      const timer = setTimeout(() => done(false, `still running after ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          written += chunk.toString();
          if (serves && /https?:\/\/\S+/.test(written)) {
            done(true, 'serves');
          }
        });
      }
      child.on('close', (code) =>
        done(!serves && code === exit, `ended with ${code}, not ${serves ? 'a server' : exit}`)
      );
    });
  }

  /** Ends what a page has started. */
  endPage(): void {
    this.staying.splice(0).forEach(end);
  }

  async remove(): Promise<void> {
    this.endPage();
    await this.server.close();
    rmSync(join(this.folder, '..'), { recursive: true, force: true });
  }
}

/** With all that it started. */
function end({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
