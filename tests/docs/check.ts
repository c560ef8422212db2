import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandsOf, NEEDS, type Need } from './commands';
import { brokenLinks } from './links';
import { allPages, userPages } from './pages';
import { Clone } from './runCommands';

const ROOT = join(__dirname, '../..');

/** `npm run docs:check`: links, anchors, pictures, and every command of the pages, run in a clone. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { with: { type: 'string', default: '' } },
  });
  const given = values.with.split(',').filter(Boolean);
  const unknown = given.filter((need) => !NEEDS.includes(need as Need));
  if (unknown.length > 0) {
    throw new Error(`--with takes ${NEEDS.join(', ')}, not ${unknown.join(', ')}`);
  }
  const wanted = (page: string) => positionals.length === 0 || positionals.some((part) => page.includes(part));
  const { commands, faults } = commandsOf(ROOT, userPages(ROOT).filter(wanted));
  const problems = [...brokenLinks(ROOT, allPages(ROOT).filter(wanted)), ...faults];
  const left = commands.filter(({ needs }) => needs.some((need) => !given.includes(need)));
  const run = commands.filter((block) => !left.includes(block));
  const clone = await Clone.make(ROOT);
  try {
    for (const [index, block] of run.entries()) {
      const where = `${block.page}:${block.line}`;
      const { ok, report } = await clone.run(block);
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${where}  ${block.text.split('\n')[0]}`);
      if (!ok) {
        problems.push(`${where}: ${report}`);
      }
      if (run[index + 1]?.page !== block.page) {
        clone.endPage();
      }
    }
  } finally {
    await clone.remove();
  }
  for (const { page, line, needs, text } of left) {
    console.log(`not run ${page}:${line}, needs ${needs.join(' and ')}  ${text.split('\n')[0]}`);
  }
  problems.forEach((problem) => console.error(problem));
  console.log(`${run.length} blocks run, ${left.length} not run, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
