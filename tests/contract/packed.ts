import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Recording } from './recording';

const BASE64 = 'base64:';

/** The recordings of every `*.jsonl.gz` in a folder: a recording a line, bytes as text where they are text. */
export function readPacked(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl.gz'))
    .sort()
    .flatMap((file) =>
      gunzipSync(readFileSync(join(folder, file)))
        .toString()
        .trim()
        .split('\n')
    )
    .map((line) => JSON.parse(line, (key, value) => (isBytes(key) ? toBytes(value) : value)) as Recording);
}

export function writePacked(file: string, recordings: Recording[]): void {
  const lines = recordings.map(
    (recording) => JSON.stringify(recording, (key, value) => (isBytes(key) ? toText(value) : value)) + '\n'
  );
  writeFileSync(file, gzipSync(lines.join(''), { level: 9 }));
}

function isBytes(key: string): boolean {
  return key === 'request' || key === 'response';
}

function toText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const isText = !text.startsWith(BASE64) && Buffer.from(text).equals(bytes) && !/[\0-\x08]/.test(text);
  return isText ? text : BASE64 + Buffer.from(bytes).toString('base64');
}

function toBytes(text: string): Uint8Array {
  return new Uint8Array(text.startsWith(BASE64) ? Buffer.from(text.slice(BASE64.length), 'base64') : Buffer.from(text));
}
