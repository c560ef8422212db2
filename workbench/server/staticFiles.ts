import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, normalize, resolve, sep } from 'node:path';
import { createGzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.css', '.html', '.js', '.json', '.map', '.svg']);
const COMPRESS_FROM_BYTES = 4096;

/** Sends the first of `folders` that has the file; false when none has. Paths cannot leave a folder. */
export async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  folders: string[],
  path: string,
  cache: 'forever' | 'revalidate'
): Promise<boolean> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return false;
  }
  for (const folder of folders) {
    const root = resolve(folder);
    const file = resolve(root, normalize(`./${decoded}`));
    if (!file.startsWith(root + sep)) {
      continue;
    }
    const info = await stat(file).catch(() => undefined);
    if (!info?.isFile()) {
      continue;
    }
    const extension = extname(file);
    const etag = `"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}"`;
    const headers: Record<string, string> = {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'cache-control': cache === 'forever' ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag,
    };
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, headers).end();
      return true;
    }
    const zipped =
      COMPRESSED.has(extension) &&
      info.size >= COMPRESS_FROM_BYTES &&
      /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
    const stream = createReadStream(file);
    stream.on('error', () => res.destroy());
    if (zipped) {
      res.writeHead(200, { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' });
      stream.pipe(createGzip({ level: 1 })).pipe(res);
    } else {
      res.writeHead(200, { ...headers, 'content-length': String(info.size) });
      stream.pipe(res);
    }
    return true;
  }
  return false;
}
