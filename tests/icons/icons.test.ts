import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const icons = join(dirname(require.resolve('@grafana/ui/package.json')), 'dist/public/img/icons');

const used = new Map<string, string>();
for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (/(?<!\.test)\.tsx?$/.test(file)) {
    const text = readFileSync(join(root, 'src', file), 'utf8');
    for (const [, name] of text.matchAll(/(?:\bicon(?:=|: )|<Icon(?:Button)?\s+name=)["']([a-z][\w-]*)["']/g)) {
      used.set(name, file);
    }
  }
}

it('finds what icons are asked for', () => {
  expect(used.size).toBeGreaterThan(30);
});

// The type of icon names has some that Grafana no longer ships (12.4: `arrows-v`, `flip`): they leave a hole.
it.each([...used])('%s, of %s, is among the icons that Grafana ships', (name) => {
  const folder = name.startsWith('gf-') ? 'custom' : 'unicons';
  expect(['mono', 'solid', folder].some((set) => existsSync(join(icons, set, `${name}.svg`)))).toBe(true);
});
