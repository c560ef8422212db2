import type { IconName } from '@grafana/data';
import { t } from '../../wording/t';
import type { View } from '../view/viewState';

/** What each view is called, in the switch and in the panel's settings. */
export function viewNames(): Record<View, { label: string; icon: IconName }> {
  return {
    table: { label: t('panel.view.table', 'Table'), icon: 'list-ul' },
    both: { label: t('panel.view.both', 'Both'), icon: 'columns' },
    graph: { label: t('panel.view.graph', 'Graph'), icon: 'gf-bar-alignment-before' },
    tree: { label: t('panel.view.tree', 'Call tree'), icon: 'sitemap' },
    callGraph: {
      label: t('panel.view.call-graph', 'Call graph'),
      icon: 'code-branch',
    },
    inverted: {
      label: t('panel.view.inverted', 'Inverted tree'),
      icon: 'arrow-up',
    },
    invertedGraph: {
      label: t('panel.view.inverted-graph', 'Inverted graph'),
      icon: 'graph-bar',
    },
    sandwich: {
      label: t('panel.view.sandwich', 'Sandwich'),
      icon: 'layers-alt',
    },
  };
}
