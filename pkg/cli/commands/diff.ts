import { comparing } from '../../calltree/comparison/diff';
import { atOnce } from '../../calltree/slices';
import type { SidesJudgement } from '../../judgement/judgeSides';
import type { MergeStacktracesRequest } from '../../pyroscope/api';
import { parseProfileType } from '../../pyroscope/profileType';
import { amountText, shareText } from '../amounts';
import { askTree } from '../ask';
import { connect, type ConnectionOptions } from '../connection';
import { changeText, printChanges } from '../output/changeTable';
import { hiddenNote } from '../output/hiddenNote';
import { printJudgement, printVerdict } from '../output/judgementReport';
import { selectorOf, typeOf, type Subject } from '../subject';
import { printable, type Terminal } from '../terminal';
import { readRange } from '../timeRange';
import { UsageError } from '../usage';
import { changeRows, type ChangeRow } from './changeRows';
import { certainlyGrown, checkNames, grown, type Growth } from './growth';
import { judgedDiff, type DiffJudgement } from './judgedDiff';

export interface DiffOptions extends ConnectionOptions {
  appName?: string;
  profileType: string;
  leftSelector?: string;
  leftFrom: string;
  leftUntil: string;
  rightSelector?: string;
  rightFrom: string;
  rightUntil: string;
  maxNodes: number;
  format: 'table' | 'json';
  limit: number;
  /** A part of 1. */
  failAbove?: number;
  /** Whether what grew must have grown by more than chance. */
  significance: boolean;
  function: string[];
}

/** `grown`: beyond `failAbove`. `unjudged`: whether it grew for certain cannot be said. */
export type DiffOutcome = 'done' | 'grown' | 'unjudged';

interface Sides {
  left: MergeStacktracesRequest;
  right: MergeStacktracesRequest;
}

/** Two profiles, function by function; with `failAbove`, whether any of them grew beyond it. */
export async function diff(options: DiffOptions, terminal: Terminal, now = Date.now()): Promise<DiffOutcome> {
  const connection = connect(options);
  const side = (selector: string | undefined, from: string, until: string): Subject => ({
    ...readRange(from, until, now),
    labelSelector: selectorOf(options.appName, selector),
  });
  const before = side(options.leftSelector, options.leftFrom, options.leftUntil);
  const after = side(options.rightSelector, options.rightFrom, options.rightUntil);
  const profileTypeId = await typeOf(connection, options.profileType, [before, after]);
  const { maxNodes } = options;
  const left = { ...before, profileTypeId, maxNodes };
  const right = { ...after, profileTypeId, maxNodes };
  const [baseline, compared] = await Promise.all([askTree(connection, left), askTree(connection, right)]);
  if (baseline.total[0] === 0 && compared.total[0] === 0) {
    throw new UsageError(`Neither side has samples of ${profileTypeId}.`);
  }
  const tree = atOnce(comparing(baseline, compared));
  const rows = await changeRows(tree);
  checkNames(rows, options.function);
  const wholes = [tree.total[0], tree.totalRight![0]] as const;
  const judging = options.failAbove !== undefined && options.significance;
  const judgement = judging ? await judgedDiff(connection, { baseline: left, compared: right }) : undefined;
  const judged = judgement?.judged;
  if (options.format === 'json') {
    terminal.out(JSON.stringify(written({ left, right }, wholes, rows, judgement)));
  } else {
    const unit = parseProfileType(profileTypeId)?.sampleUnit ?? '';
    const total = `${amountText(wholes[0], unit)} → ${amountText(wholes[1], unit)}`;
    terminal.say(`${profileTypeId}  ${total}  (${changeText(...wholes)})`);
    if (judged) {
      printVerdict(judged, terminal);
      printJudgement(chosen(judged, options.function), options.limit, terminal);
    } else {
      printChanges(rows, unit, wholes, options.limit, terminal);
    }
  }
  const hidden = await hiddenNote(tree);
  if (hidden) {
    terminal.say(hidden);
  }
  if (options.failAbove === undefined) {
    return 'done';
  }
  if (judgement === undefined) {
    terminal.say('Not tested for chance, as --no-significance asks: what grew may be noise.');
    return outcome(grown(rows, wholes, options.failAbove, options.function), options.failAbove, '', terminal);
  }
  if (!judgement.judged) {
    terminal.say(`Not judged. ${judgement.why}`);
    terminal.say('--no-significance compares the two profiles as they are, chance included.');
    return 'unjudged';
  }
  sayUntested(judgement.judged, options.function, terminal);
  const growths = certainlyGrown(judgement.judged.functions, options.failAbove, options.function).map((one) => ({
    name: one.name,
    before: one.baseline,
    after: one.compared,
  }));
  return outcome(growths, options.failAbove, ' for certain', terminal);
}

/** All that were tested, or of those the ones that are named. */
function chosen({ functions }: SidesJudgement, names: readonly string[]): SidesJudgement['functions'] {
  return names.length === 0 ? functions : functions.filter(({ name }) => names.includes(name));
}

function sayUntested({ functions }: SidesJudgement, names: readonly string[], terminal: Terminal): void {
  const untested = names.filter((name) => !functions.some((one) => one.name === name));
  if (untested.length > 0) {
    terminal.say(`Not tested, with less than 0.2 % of the profile: ${untested.map(printable).join(', ')}`);
  }
}

function outcome(growths: readonly Growth[], above: number, how: string, terminal: Terminal): DiffOutcome {
  for (const { name, before, after } of growths) {
    terminal.say(`Grew${how}: ${printable(name)}, ${shareText(before, 1)} → ${shareText(after, 1)} of the profile`);
  }
  if (growths.length === 0) {
    terminal.say(`Nothing grew${how} by more than ${shareText(above, 1)}.`);
  }
  return growths.length > 0 ? 'grown' : 'done';
}

function written(
  { left, right }: Sides,
  [whole, wholeRight]: readonly [number, number],
  functions: readonly ChangeRow[],
  judgement: DiffJudgement | undefined
) {
  const side = ({ labelSelector, start, end }: MergeStacktracesRequest, total: number) => ({
    labelSelector,
    from: start,
    until: end,
    total,
  });
  return {
    profileType: left.profileTypeId,
    unit: parseProfileType(left.profileTypeId)?.sampleUnit ?? '',
    left: side(left, whole),
    right: side(right, wholeRight),
    functions,
    ...(judgement?.judged ? { judgement: judgement.judged } : {}),
    ...(judgement && !judgement.judged ? { unjudged: judgement.why } : {}),
  };
}
