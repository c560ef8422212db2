import { css } from '@emotion/css';
import React, { useEffect, useRef, type KeyboardEvent } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { NONE, nodeName, type CallTree } from '../../../pkg/calltree/tree';
import { functionText, nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ProfileFrame } from '../frame/profiles';
import type { DetailsKeys } from './useDetailsKeys';
import type { LinkSettings } from '../links/functionLinks';
import type { ScreenProps } from '../view/scene';
import { FunctionDetails } from './FunctionDetails';
import { useDetails } from './useDetails';

interface Props extends ScreenProps {
  profile: ProfileFrame;
  /** The profile as it came. */
  whole: CallTree;
  /** Who has the keys. */
  details: DetailsKeys;
  links: LinkSettings;
}

/** What is known of the selected function, beside the graph or in its place; it follows the selection. */
export function DetailsPane({ profile, scene, whole, width, height, act, details: keys, links }: Props) {
  const styles = useStyles2(getStyles);
  const pane = useRef<HTMLDivElement>(null);
  const details = useDetails(scene);
  const { asked } = keys;
  useEffect(() => {
    if (asked > 0) {
      pane.current?.focus();
    }
  }, [asked]);

  const close = () => act({ type: 'details', on: false });
  const onKeyDown = (event: KeyboardEvent) => {
    const meaning: Record<string, () => void> = {
      Escape: close,
      i: keys.leave,
      '?': () => act({ type: 'showKeys' }),
      '/': () => act({ type: 'goToSearch' }),
    };
    const run = meaning[event.key];
    if (run && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  };
  const name = details && nodeName(details.tree, details.node);
  const nothing = scene.selected === NONE && scene.selectedFunction === NONE;
  return (
    <div
      ref={pane}
      role="region"
      aria-label={
        name === undefined
          ? t('panel.details.label', 'Details')
          : t('panel.details.of', 'Details of {{name}}', { name: nameInSentence(name) })
      }
      tabIndex={-1}
      className={styles.pane}
      style={{ width, height }}
      data-testid="hotpath-details"
      onKeyDown={onKeyDown}
    >
      <div className={styles.header}>
        <div role="heading" aria-level={2} className={styles.name}>
          {name === undefined ? t('panel.details.label', 'Details') : functionText(name)}
        </div>
        <IconButton name="times" size="lg" tooltip={t('panel.details.close', 'Close details')} onClick={close} />
      </div>
      {details ? (
        <FunctionDetails {...{ details, profile, scene, whole, links, act }} />
      ) : (
        <div className={styles.quiet}>
          {nothing
            ? t('panel.details.choose', 'Select a function in the graph or in a table.')
            : scene.selected !== NONE && scene.isHidden(scene.selected)
              ? t('panel.card.hidden', 'Not a function: what the server left out here to stay within the node limit')
              : null}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pane: css({
    flexShrink: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    padding: theme.spacing(0, 0.5, 1, 1),
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
    scrollbarWidth: 'thin',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  header: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    paddingBottom: theme.spacing(0.5),
    background: theme.colors.background.primary,
  }),
  name: css({
    flex: 1,
    minWidth: 0,
    maxHeight: '6lh',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    unicodeBidi: 'isolate',
    userSelect: 'text',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  quiet: css({ color: theme.colors.text.secondary }),
});
