import { openTree } from '../../../pkg/calltree/operations/openTree';
import { inSlices, type Steps } from '../../../pkg/calltree/slices';
import { wholeOf, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { unnamedIn } from '../../../pkg/flamegraph/names/unnamed';
import { t } from '../../wording/t';
import { partText } from '../bars/status';
import type { NoticeText } from '../messages/notices';
import type { ValueFormat } from '../valueFormat';

/** Less than this of a view is not worth a line. */
const LEAST = 0.01;
const NAMED_BINARIES = 3;

/** Names between two rests: each may be a long text. */
const ROWS_PER_STEP = 64;

/** Of what is spent, on each side of a comparison. */
interface Part {
  total: number;
  totalRight: number;
}

/**
 * How much of a subtree is spent in functions that the profiler found no name for, by binary, and what helps; of a
 * comparison on each side. Undefined where that is next to nothing. Self is counted, so nothing is counted twice.
 */
export async function unnamedNotice(
  tree: CallTree,
  root: NodeIndex,
  format: ValueFormat,
  signal: AbortSignal
): Promise<NoticeText | undefined> {
  const { names, modules } = tree.functions;
  const table = await openTree(tree).topTable(root, signal);
  const sum: Part = { total: 0, totalRight: 0 };
  const binaries = new Map<string, Part>();
  const addRow = (row: number) => {
    const fn = table.function[row];
    const [self, selfRight] = [table.self[row], table.selfRight?.[row] ?? 0];
    const binary = self + selfRight > 0 ? unnamedIn(names[fn], modules?.[fn]) : undefined;
    if (binary !== undefined) {
      const part = binaries.get(binary) ?? { total: 0, totalRight: 0 };
      binaries.set(binary, part);
      for (const one of [sum, part]) {
        one.total += self;
        one.totalRight += selfRight;
      }
    }
  };
  await inSlices(eachRow(table.length, addRow), signal);
  const whole = root === 0 ? wholeOf(tree) : { total: tree.total[root], totalRight: tree.totalRight?.[root] ?? 0 };
  /** Of the side of which it is more. */
  const shareOf = ({ total, totalRight }: Part) =>
    Math.max(whole.total && total / whole.total, whole.totalRight && totalRight / whole.totalRight);
  if (shareOf(sum) < LEAST) {
    return undefined;
  }
  const share = partText(tree, root, sum, format);
  const largest = [...binaries]
    .filter(([binary]) => binary !== '')
    .sort(([, one], [, other]) => shareOf(other) - shareOf(one))
    .slice(0, NAMED_BINARIES)
    .map(([binary, part]) => `${binary} ${partText(tree, root, part, format)}`);
  const nowhere = binaries.get('');
  if (largest.length > 0 && nowhere && shareOf(nowhere) >= LEAST) {
    const share = partText(tree, root, nowhere, format);
    largest.push(t('panel.unnamed.nowhere', 'binaries that the profiler does not name {{share}}', { share }));
  }
  return {
    severity: 'info',
    testId: 'hotpath-unnamed',
    text:
      root === 0
        ? t('panel.unnamed.whole', '{{share}} is spent in functions without a name', { share })
        : t('panel.unnamed.view', '{{share}} of this view is spent in functions without a name', { share }),
    more:
      largest.length > 0
        ? t(
            'panel.unnamed.binaries',
            'Debug symbols are missing for {{binaries}}. Install them where the profiler runs, or upload them to Pyroscope.',
            { binaries: largest.join(', ') }
          )
        : t(
            'panel.unnamed.unknown',
            'The profiler sent addresses alone. Build with symbols and frame pointers, and check that it can read the binaries.'
          ),
  };
}

function* eachRow(length: number, add: (row: number) => void): Steps<void> {
  for (let row = 0; row < length; row++) {
    add(row);
    if (row % ROWS_PER_STEP === 0) {
      yield;
    }
  }
}
