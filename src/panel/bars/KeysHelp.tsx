import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Modal, useStyles2 } from '@grafana/ui';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import { t } from '../../wording/t';

interface Props {
  orientation: Orientation;
  onClose(): void;
}

export function KeysHelp({ orientation, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [toCaller, toCallee] = orientation === 'down' ? ['↑', '↓'] : ['↓', '↑'];
  const keys: Array<[string, string]> = [
    [toCallee, t('panel.keys.child', 'Go to the widest function called')],
    [toCaller, t('panel.keys.parent', 'Go to the caller')],
    ['← →', t('panel.keys.sibling', 'Go to the function beside it')],
    ['Ctrl ← →', t('panel.keys.first-last', 'Jump to first / last sibling')],
    [t('panel.keys.enter-key', 'Enter'), t('panel.keys.enter', 'Zoom in, also to the function of a table row')],
    [t('panel.keys.backspace-key', 'Backspace'), t('panel.keys.backspace', 'Zoom out to the caller')],
    [t('panel.keys.escape-key', 'Escape'), t('panel.keys.escape', 'Undo the last step')],
    [t('panel.keys.home-key', 'Home'), t('panel.keys.home', 'Show the whole profile')],
    ['f', t('panel.keys.fill', 'Fill the window, and back')],
    ['→ ←', t('panel.keys.tree', 'In the call tree: open / close a row')],
    ['h', t('panel.keys.heaviest', 'In the call tree: open the heaviest path')],
    ['*', t('panel.keys.siblings', 'In the call tree: open a row and those beside it')],
    ['+ −', t('panel.keys.boxes', 'In the call graph: more / fewer functions')],
    ['o', t('panel.keys.unfold', 'Open the calls folded into a row')],
    ['i', t('panel.keys.details', 'Details of the function; in them: back to where you were')],
    ['/', t('panel.keys.search', 'Search')],
    ['n, N', t('panel.keys.next', 'Next / previous match')],
    [t('panel.keys.menu-key', 'Menu or Shift F10'), t('panel.keys.menu', 'Open menu')],
    ['?', t('panel.keys.help', 'Show this list')],
  ];
  return (
    <Modal isOpen title={t('panel.keys.title', 'Keys')} onDismiss={onClose} closeOnBackdropClick>
      <table className={styles.table}>
        <tbody>
          {keys.map(([key, meaning]) => (
            <tr key={key}>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.terms}>
        {t('panel.keys.self', 'Self: time, memory or count in the function itself, not in what it calls.')}{' '}
        {t('panel.keys.total', 'Total: the function and everything it calls.')}
      </p>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({ '& td': { padding: theme.spacing(0.5, 2, 0.5, 0), verticalAlign: 'top' } }),
  terms: css({ marginTop: theme.spacing(2), color: theme.colors.text.secondary }),
});
