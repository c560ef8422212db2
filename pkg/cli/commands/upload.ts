import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { FormatError } from '../../formats/errors';
import { readPprof } from '../../formats/pprof';
import { readFolded } from '../../formats/folded';
import { connect, type ConnectionOptions } from '../connection';
import type { Terminal } from '../terminal';
import { readTime } from '../timeRange';
import { UsageError } from '../usage';

export interface UploadOptions extends ConnectionOptions {
  appName: string;
  label: string[];
  /** When the profile was taken; pprof files say it themselves. */
  at: string;
}

/** Sends a pprof file or folded stacks to the server, as an SDK would. */
export async function upload(
  file: string,
  options: UploadOptions,
  terminal: Terminal,
  now = Date.now()
): Promise<void> {
  const { baseUrl, headers } = connect(options);
  const name = `${options.appName}{${options.label.map(readLabel).join(',')}}`;
  const content = contentOf(file);
  const folded = /\.(?:folded|txt|collapsed)$/i.test(file);
  check(file, () => (folded ? readFolded(content.toString()) : readPprof(content)));
  const time = Math.floor(readTime(options.at, now) / 1000);
  const parameters = new URLSearchParams({
    name,
    from: String(time),
    until: String(time),
    format: folded ? 'folded' : 'pprof',
    spyName: 'hotpath',
  });
  const response = await fetch(`${baseUrl}/ingest?${parameters}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    body: content,
  });
  const said = await response.text();
  if (!response.ok) {
    throw new Error(`${options.url} did not take ${basename(file)} (status ${response.status}): ${said.trim()}`);
  }
  terminal.say(`${basename(file)} is stored under ${options.appName}.`);
}

function contentOf(file: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file) as Buffer<ArrayBuffer>;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the server would refuse is not sent. */
function check(file: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (error instanceof FormatError) {
      throw new Error(`${basename(file)} ${fault(error)}`);
    }
    throw error;
  }
}

function fault({ code, params }: FormatError): string {
  switch (code) {
    case 'bad-line':
      return `is not folded stacks: line ${params.line} is not "frames count": ${params.text ?? ''}`;
    case 'bad-gzip':
      return 'begins as gzip and cannot be unpacked.';
    case 'too-large':
      return 'is too large to be read.';
    case 'other-format':
      return `is not pprof; it begins as ${params.format}.`;
    default:
      return `is not a pprof profile that can be read (${code}).`;
  }
}

function readLabel(text: string): string {
  const [name, ...value] = text.split('=');
  if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) || value.length === 0) {
    throw new UsageError(`"${text}" is not a label. Write name=value.`);
  }
  return `${name}=${value.join('=')}`;
}
