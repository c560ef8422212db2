import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Modal, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import type { CompareWith } from './openCompare';

interface Props {
  onChoose(other: CompareWith): void;
  onClose(): void;
}

/** What the profile on screen is to be compared with. */
export function CompareDialog({ onChoose, onClose }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Modal isOpen title={t('panel.compare-with.title', 'Compare with…')} className={styles.dialog} onDismiss={onClose}>
      <p className={styles.note}>
        {t('panel.compare-with.note', 'Opens in Explore. Zoom the time range first to compare a part of it.')}
      </p>
      <div className={styles.choices}>
        {choices().map(({ other, label }, at) => (
          <Button key={other} variant="secondary" fullWidth autoFocus={at === 0} onClick={() => onChoose(other)}>
            {label}
          </Button>
        ))}
      </div>
    </Modal>
  );
}

function choices(): Array<{ other: CompareWith; label: string }> {
  return [
    { other: 'previous', label: t('panel.compare-with.previous', 'The range before, same length') },
    { other: '1h', label: t('panel.compare-with.hour', '1 hour earlier') },
    { other: '1d', label: t('panel.compare-with.day', '1 day earlier') },
    { other: '1w', label: t('panel.compare-with.week', '1 week earlier') },
    { other: 'selector', label: t('panel.compare-with.selector', 'Another version, label value or service…') },
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  dialog: css({ width: 'min(420px, calc(100vw - 32px))' }),
  note: css({ color: theme.colors.text.secondary }),
  choices: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
