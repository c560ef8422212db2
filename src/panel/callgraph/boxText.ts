import type { Calls } from '../../../pkg/calltree/callgraph/callGraph';
import { wholeOf } from '../../../pkg/calltree/tree';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ProfileScene } from '../view/scene';
import type { MadeGraph } from './useCallGraph';

type Amounts = Pick<ProfileScene, 'tree' | 'format' | 'state'>;

/** An amount and its share; of a comparison before and after, as on the bars of the flame graph. */
export function boxAmount({ tree, format, state }: Amounts, left: number, right: number | undefined): string {
  const whole = wholeOf(tree);
  const share = format.share(left, whole.total);
  if (right === undefined) {
    return format.kind === 'summed' ? share : `${format.text(left)} · ${share}`;
  }
  return state.comparison.by === 'shares'
    ? `${share} → ${format.share(right, whole.totalRight)}`
    : `${format.text(left)} → ${format.text(right)}`;
}

/** What is written on an arrow: shorter. */
export function arrowAmount(scene: Amounts, left: number, right: number | undefined): string {
  return right === undefined ? scene.format.text(left) : boxAmount(scene, left, right);
}

/** What a box says to who does not see it, and whom it calls and is called by. */
export function boxSentence(
  scene: Amounts,
  { functions, tree }: MadeGraph,
  calls: readonly Calls[],
  at: number
): string {
  const nameOf = (row: number) => nameInSentence(tree.functions.names[functions.function[row]]);
  const values = {
    name: nameOf(at),
    self: boxAmount(scene, functions.self[at], functions.selfRight?.[at]),
    total: boxAmount(scene, functions.total[at], functions.totalRight?.[at]),
  };
  const callers = calls.filter(({ to }) => to === at).map(({ from }) => nameOf(from));
  const callees = calls.filter(({ from }) => from === at).map(({ to }) => nameOf(to));
  return [
    t('panel.call-graph.box', '{{name}}: self {{self}}, total {{total}}', values),
    callers.length > 0 && t('panel.call-graph.callers', 'called by {{names}}', { names: callers.join(', ') }),
    callees.length > 0 && t('panel.call-graph.callees', 'calls {{names}}', { names: callees.join(', ') }),
  ]
    .filter(Boolean)
    .join('; ');
}

/** What an arrow says when it is pointed at. */
export function arrowSentence(
  scene: Amounts,
  { functions, tree }: MadeGraph,
  { from, to, total, totalRight, indirect }: Calls
): string {
  const values = {
    caller: nameInSentence(tree.functions.names[functions.function[from]]),
    callee: nameInSentence(tree.functions.names[functions.function[to]]),
    amount: boxAmount(scene, total, totalRight),
  };
  return indirect
    ? t(
        'panel.call-graph.indirect',
        '{{caller}} calls {{callee}}, partly through functions that are not shown: {{amount}}',
        values
      )
    : t('panel.call-graph.direct', '{{caller}} calls {{callee}}: {{amount}}', values);
}
