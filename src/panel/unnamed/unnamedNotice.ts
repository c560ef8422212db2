import { openTree } from '../../../pkg/calltree/operations/openTree';
import type { CallTree, NodeIndex } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/sides';
import { unnamedIn } from '../../../pkg/flamegraph/names/unnamed';
import { t } from '../../wording/t';
import type { NoticeText } from '../messages/notices';
import type { ValueFormat } from '../valueFormat';

/** Less than this of a view is not worth a line. */
const LEAST = 0.01;
const NAMED_BINARIES = 3;

/**
 * How much of a subtree is spent in functions that the profiler found no name for, by binary, and what helps. Undefined
 * where that is next to nothing. Self is counted, so nothing is counted twice.
 */
export async function unnamedNotice(
  tree: CallTree,
  root: NodeIndex,
  format: ValueFormat,
  signal: AbortSignal
): Promise<NoticeText | undefined> {
  const { names, modules } = tree.functions;
  const table = await openTree(tree).topTable(root, signal);
  const binaries = new Map<string, number>();
  let sum = 0;
  for (let row = 0; row < table.length; row++) {
    const fn = table.function[row];
    const self = table.self[row] + (table.selfRight?.[row] ?? 0);
    const binary = self > 0 ? unnamedIn(names[fn], modules?.[fn]) : undefined;
    if (binary !== undefined) {
      sum += self;
      binaries.set(binary, (binaries.get(binary) ?? 0) + self);
    }
  }
  const whole = weight(tree, root);
  if (sum < whole * LEAST) {
    return undefined;
  }
  const share = format.share(sum, whole);
  const largest = [...binaries]
    .filter(([binary]) => binary !== '')
    .sort(([, one], [, other]) => other - one)
    .slice(0, NAMED_BINARIES)
    .map(([binary, self]) => `${binary} ${format.share(self, whole)}`);
  const nowhere = binaries.get('') ?? 0;
  if (largest.length > 0 && nowhere >= whole * LEAST) {
    const share = format.share(nowhere, whole);
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
