import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage } from './markdown';

const SHELL = new Set(['sh', 'bash', 'shell', 'console']);

const COMMAND = /^(?:\$ )?(?:npm|npx|node|hotpath|git|curl|docker|kubectl|helm|go|python3?|pip|mvn|java|cd|export) /m;

/** What a machine may lack, and what takes longer than a check should. */
export const NEEDS = ['docker', 'cluster', 'java', 'go', 'python', 'network', 'grafana', 'minutes'] as const;
export type Need = (typeof NEEDS)[number];

/** A block of commands of a page, to be run by a shell in the root of a clone. */
export interface Commands {
  page: string;
  line: number;
  text: string;
  needs: Need[];
  /** It stays, and what follows on the page asks it; ended with the page. */
  serves: boolean;
  /** What it ends with. */
  exit: number;
}

/** The commands of some pages, and what is wrong with how they are marked: a sentence each, with page and line. */
export function commandsOf(root: string, pages: readonly string[]): { commands: Commands[]; faults: string[] } {
  const commands: Commands[] = [];
  const faults: string[] = [];
  for (const page of pages) {
    for (const { language, marks, text, line } of readPage(readFileSync(join(root, page), 'utf8')).fences) {
      const at = `${page}:${line}`;
      if (language === '' && COMMAND.test(text)) {
        faults.push(`${at}: commands without a language: write sh, so that they are run`);
      } else if (SHELL.has(language)) {
        const block: Commands = { page, line, text, needs: [], serves: false, exit: 0 };
        faults.push(...marks.flatMap((mark) => (read(mark, block) ? [] : [`${at}: "${mark}" is not a mark`])));
        commands.push(block);
      }
    }
  }
  return { commands, faults };
}

/** `needs=docker,network`, `serves`, `exit=3`. */
function read(mark: string, block: Commands): boolean {
  const [name, value = ''] = mark.split('=');
  switch (name) {
    case 'needs': {
      const needs = value.split(',');
      block.needs = NEEDS.filter((need) => needs.includes(need));
      return block.needs.length === needs.length;
    }
    case 'serves':
      block.serves = true;
      return value === '';
    case 'exit':
      block.exit = Number(value);
      return /^\d+$/.test(value);
    default:
      return false;
  }
}
