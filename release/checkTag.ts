// `npm run release:check -- v1.2.3`: that a tag may be released; writes what the release says of itself.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseNotes } from './releaseNotes';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

try {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const notes = releaseNotes(process.argv[2] ?? '', version, read('CHANGELOG.md'));
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, '.cache/release-notes.md'), `${notes}\n`);
  console.log(`v${version}: ${notes.split('\n').length} lines in .cache/release-notes.md`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
