import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writePacked } from './packed';
import { readFolder, type Exchange, type Recording } from './recording';

// npx tsx tests/contract/pack.ts FOLDER: takes what is kept in `answers` anew from a folder of recordings.

/** Larger ones are told apart by nothing but their size; those that matter are kept in `pkg/pyroscope/testdata`. */
const MAX_BYTES = 40_000;
/** The smallest of their call and storage mode that hold data. */
const LARGE = new Set([
  'v2/merge-profile-node-wall',
  'dual/merge-profile-go-cpu',
  'dual/diff-go-cpu',
  'v1/merge-profile-go-cpu',
  'v1/diff-go-cpu',
]);
const CALLED = /^\/(?:[a-z.0-9]+\.[A-Za-z]+Service\/|api\/v1\/status\/buildinfo$)/;

const folder = process.argv[2];
if (!folder) {
  console.error('usage: npx tsx tests/contract/pack.ts FOLDER');
  process.exit(2);
}
const size = (exchange?: Exchange) => (exchange?.request?.length ?? 0) + (exchange?.response.length ?? 0);
const failed = ({ json, proto, plain, noAnswer }: Recording) =>
  noAnswer !== undefined || [json, proto, plain].some((exchange) => exchange && exchange.status !== 200);
const kept = readFolder(folder).filter(
  (recording) =>
    (LARGE.has(recording.name) || size(recording.json) + size(recording.proto) + size(recording.plain) <= MAX_BYTES) &&
    (failed(recording) || CALLED.test(recording.path))
);
const answers = join(__dirname, 'answers');
mkdirSync(answers, { recursive: true });
for (const mode of new Set(kept.map(({ name }) => name.split('/')[0]))) {
  const recordings = kept.filter(({ name }) => name.startsWith(`${mode}/`));
  writePacked(join(answers, `${mode}.jsonl.gz`), recordings);
  console.log(`${mode}: ${recordings.length}`);
}
