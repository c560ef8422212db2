import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseNotes } from './releaseNotes';

const CHANGELOG = '# Changelog\n\n## 1.2.0\n\n- New.\n  More of it.\n\n## 1.1.0\n\n- Old.\n';

it('answers what the changelog says of the version', () => {
  expect(releaseNotes('v1.2.0', '1.2.0', CHANGELOG)).toBe('- New.\n  More of it.');
});

it.each([
  ['v1.2.1', '1.2.0', CHANGELOG, 'The tag is v1.2.1; package.json says 1.2.0, whose tag is v1.2.0.'],
  ['v1.3.0', '1.3.0', CHANGELOG, 'CHANGELOG.md begins with "1.2.0", not with 1.3.0.'],
  ['v1.2', '1.2', CHANGELOG, 'package.json: "1.2" is no version'],
  ['v1.2.0', '1.2.0', '# Changelog\n\n## 1.2.0\n\n## 1.1.0\n', 'CHANGELOG.md says nothing of 1.2.0.'],
])('refuses %s of %s', (tag, version, changelog, said) => {
  expect(() => releaseNotes(tag, version, changelog)).toThrow(said);
});

it('this repository could be released as it is', () => {
  const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(releaseNotes(`v${version}`, version, read('CHANGELOG.md'))).toContain('flame graph');
});
