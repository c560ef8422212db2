import React from 'react';
import { ContextMenu, Menu } from '@grafana/ui';
import { nodeName, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { copyAndTell } from './copyAndTell';
import { functionLinks, type FunctionLinks, type LinkSettings } from '../links/functionLinks';
import type { ProfileFrame } from '../frame/profiles';
import { isFunction } from './isFunction';
import { menuRoom } from './menuRoom';
import { stackText } from './stackText';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { unfolding } from './unfolding';
import { withTransform, type Transform } from '../transforms/transform';
import { transformText } from '../transforms/transformText';
import { useTransformsAhead } from '../transforms/useTransformsAhead';
import { transformEntries } from './transformEntries';
import type { ScreenAction } from '../view/scene';
import { sandwichOf } from '../view/viewHistory';

export interface OpenMenu {
  tree: CallTree;
  node: NodeIndex;
  /** How many more calls share the bar's row. */
  folded: number;
  towardsCallers?: boolean;
  inverted?: boolean;
  x: number;
  y: number;
}

interface Props extends OpenMenu {
  profile: ProfileFrame;
  links: LinkSettings;
  /** Those that shape the profile already. */
  transforms: readonly Transform[];
  canReset: boolean;
  /** Whether the profile can be compared with another. */
  canCompare: boolean;
  /** Shows the traces that pass through a function, where it is known whom to ask. */
  onTraces?(name: string): void;
  act(action: ScreenAction): void;
  onClose(): void;
}

const NO_LINKS: FunctionLinks = { data: [] };

/** What can be done with a function, at one of its bars: the same from graph and table. */
export function FunctionMenu({
  tree,
  node,
  folded,
  towardsCallers,
  inverted,
  x,
  y,
  profile,
  links,
  transforms,
  canReset,
  canCompare,
  onTraces,
  act,
  onClose,
}: Props) {
  useTransformsAhead(tree);
  const name = nodeName(tree, node);
  const { source, data } = isFunction(tree, node) ? functionLinks(profile, tree, node, links) : NO_LINKS;
  const room = menuRoom(x, window.innerWidth);
  const copy = (text: string) => copyAndTell(text, act);
  return (
    <ContextMenu
      x={room.x}
      y={y}
      focusOnOpen
      onClose={onClose}
      renderMenuItems={() => (
        <>
          <Menu.Group label={nameInSentence(name, room.columns)}>
            <Menu.Item
              label={t('panel.menu.focus', 'Focus here')}
              icon="search-plus"
              onClick={() => act({ type: 'focus', path: callPathOf(tree, node) })}
            />
            <Menu.Item
              label={t('panel.menu.details', 'Details')}
              icon="info-circle"
              disabled={!isFunction(tree, node)}
              onClick={() => {
                act({ type: 'select', path: callPathOf(tree, node) });
                act({ type: 'details', on: true });
              }}
            />
            {folded > 0 && (
              <Menu.Item
                label={t('panel.menu.unfold', 'Open the {{count}} calls folded into this row', {
                  count: folded,
                  defaultValue_one: 'Open the call folded into this row',
                })}
                icon="angle-double-down"
                onClick={() => act(unfolding(tree, node))}
              />
            )}
            <Menu.Item
              label={t('panel.menu.sandwich', 'Show callers and callees')}
              icon="layers-alt"
              disabled={!isFunction(tree, node)}
              onClick={() => act({ type: 'sandwich', ...sandwichOf(name) })}
            />
            <Menu.Item
              label={t('panel.menu.search', 'Search for this function')}
              icon="search"
              disabled={name === ''}
              onClick={() => act({ type: 'search', search: { text: name, regex: false } })}
            />
            {canCompare && (
              <Menu.Item
                label={t('panel.compare-with.title', 'Compare with…')}
                icon="exchange-alt"
                disabled={!isFunction(tree, node)}
                onClick={() => {
                  act({ type: 'select', name });
                  act({ type: 'showCompare' });
                }}
              />
            )}
            {onTraces && (
              <Menu.Item
                label={t('panel.menu.traces', 'Traces through this function')}
                icon="gf-traces"
                disabled={!isFunction(tree, node)}
                onClick={() => onTraces(name)}
              />
            )}
          </Menu.Group>
          {(source !== undefined || data.length > 0) && (
            <Menu.Group label={t('panel.menu.links', 'Links')}>
              {source !== undefined && (
                <Menu.Item
                  label={t('panel.menu.source', 'Open source')}
                  icon="brackets-curly"
                  url={source}
                  target="_blank"
                />
              )}
              {data.map(({ title, href, newTab }) => (
                <Menu.Item
                  key={`${title} ${href}`}
                  label={title}
                  icon="external-link-alt"
                  url={href}
                  target={newTab ? '_blank' : undefined}
                />
              ))}
            </Menu.Group>
          )}
          {isFunction(tree, node) && (
            <Menu.Group label={t('panel.menu.filter', 'Filter')}>
              {transformEntries(tree, node, inverted ? true : towardsCallers, room.columns).map(
                ({ label, icon, transform }) => (
                  <Menu.Item
                    key={label}
                    label={label}
                    icon={icon}
                    onClick={() =>
                      act({
                        type: 'transforms',
                        transforms: withTransform(transforms, transform),
                        said: t('panel.transforms.on', 'On: {{what}}', { what: transformText(transform) }),
                      })
                    }
                  />
                )
              )}
              <Menu.Item
                label={t('panel.menu.transform', 'More filters and transforms…')}
                icon="filter"
                onClick={() => act({ type: 'showTransforms' })}
              />
            </Menu.Group>
          )}
          <Menu.Group label={t('panel.menu.copy', 'Copy')}>
            <Menu.Item label={t('panel.menu.copy-name', 'Copy name')} icon="copy" onClick={() => copy(name)} />
            <Menu.Item
              label={t('panel.menu.copy-stack', 'Copy stack')}
              icon="layer-group"
              onClick={() => copy(stackText(tree, node, towardsCallers, inverted))}
            />
          </Menu.Group>
          <Menu.Group label={t('panel.menu.view', 'View')}>
            <Menu.Item
              label={t('panel.menu.reset', 'Reset')}
              icon="history-alt"
              disabled={!canReset}
              onClick={() => act({ type: 'reset' })}
            />
          </Menu.Group>
        </>
      )}
    />
  );
}
