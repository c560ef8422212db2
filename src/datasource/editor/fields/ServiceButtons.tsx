import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { t } from '../../../wording/t';

const SHOWN = 12;

interface Props {
  /** What is shown until one is chosen. */
  lead: string;
  services: string[];
  onChoose: (service: string) => void;
}

/** For a query of everything: the services there are, one click away. */
export function ServiceButtons({ lead, services, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={styles.services}
      role="group"
      aria-label={t('datasource.editor.choose-service', 'Choose a service')}
    >
      <span>{lead}</span>
      {services.slice(0, SHOWN).map((name) => (
        <Button key={name} size="sm" variant="secondary" fill="outline" onClick={() => onChoose(name)}>
          {name}
        </Button>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  services: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
