import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';

const ROOT = join(__dirname, '../..');
/** Parts of a message that are filled in, in code and on the page. */
const FILLED_IN = /\{\{.*?\}\}|\$\{.*?\}|…|\d+(?=\))/g;
const SHORTEST_PART = 4;

const texts = globSync('{src,pkg}/**/*.{ts,tsx}', { cwd: ROOT, ignore: ['**/*.test.*', '**/gen/**'] })
  .map((file) => readFileSync(join(ROOT, file), 'utf8').replaceAll("\\'", "'"))
  .join('\n')
  .replace(FILLED_IN, '\0');

/** The first column of each table of the page. */
const messages = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!-|it says)/.test(line))
  .map((line) => line.split('|')[1].trim());

it('troubleshooting names messages that the product says', () => {
  expect(messages.length).toBeGreaterThan(20);
  const unsaid = messages.filter((message) =>
    message
      .replace(FILLED_IN, '\0')
      .split('\0')
      .map((part) => part.trim().replace(/\.$/, ''))
      .some((part) => part.length >= SHORTEST_PART && !texts.includes(part))
  );
  expect(unsaid).toEqual([]);
});
