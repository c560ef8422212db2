import type { InterpolateFunction } from '@grafana/data';
import { callPathOf, stepName } from '../../../pkg/calltree/callPath';
import { NONE, nodeName, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import { askDetailsOf, type SourcePlace } from '../../frames/askDetails';
import { knownSources, type KnownSource } from '../details/knownSources';
import { placeOf } from '../details/place';
import type { ProfileFrame } from '../frame/profiles';
import { dataLinkLabels, dataLinks, type FunctionLink } from './dataLinks';
import { sourceLabels, sourceLink, type SourceSettings } from './sourceLink';

/** What links of functions are made with. */
export interface LinkSettings extends SourceSettings {
  replaceVariables: InterpolateFunction;
}

export interface FunctionLinks {
  /** Where it is written. */
  source?: string;
  data: FunctionLink[];
}

/** Which labels the links of a profile have to know. */
export function linkLabels(profile: ProfileFrame, settings: LinkSettings): string[] {
  return [...new Set([...sourceLabels(settings), ...dataLinkLabels(profile)])];
}

/**
 * The links of a function, as far as what they need is known by now. Functions of one name may be written in several
 * files: `shown` is what is known of this call, where it is at hand.
 */
export function functionLinks(
  profile: ProfileFrame,
  tree: CallTree,
  node: NodeIndex,
  settings: LinkSettings,
  shown?: KnownSource
): FunctionLinks {
  const ask = askDetailsOf(profile.frame);
  const known = ask && knownSources(ask);
  const name = nodeName(tree, node);
  const call = shown ?? known?.calls.get(JSON.stringify(callPathOf(tree, node).map(stepName)));
  const labels = known?.labels ?? {};
  const place = (call && placeOf(call, name)) ?? known?.places.get(name) ?? placeIn(tree, tree.function[node]);
  const source = place && sourceLink(settings, name, place, labels);
  return { ...(source && { source }), data: dataLinks(profile, name, place, labels, settings.replaceVariables) };
}

/** Some frames bring files of their own. */
function placeIn({ functions: { files, lines, modules } }: CallTree, fn: FunctionIndex): SourcePlace | undefined {
  const file = files?.[fn];
  return file ? { file, line: Math.max(0, lines?.[fn] ?? NONE), module: modules?.[fn] ?? '' } : undefined;
}
