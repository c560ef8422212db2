import { spawn } from 'node:child_process';

/** Runs a Node script to its end, quietly; when it fails, the error carries what it printed. */
export function run(
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal }
): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...(options.env ?? process.env), NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(process.execPath, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const stop = () => child.kill();
    process.once('exit', stop);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', stop);
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${args[0]} ended with ${signal ?? `code ${code}`}\n${output.trim()}`));
      }
    });
  });
}
