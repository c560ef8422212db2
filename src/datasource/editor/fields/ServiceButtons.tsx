import React, { useState } from 'react';
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

/** Services one click away: the first few, and all of them on demand. */
export function ServiceButtons({ lead, services, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const count = services.length;
  return (
    <div
      className={styles.services}
      role="group"
      aria-label={t('datasource.editor.choose-service', 'Choose a service')}
    >
      <span>{lead}</span>
      {(all ? services : services.slice(0, SHOWN)).map((name) => (
        <Button key={name} size="sm" variant="secondary" fill="outline" onClick={() => onChoose(name)}>
          {name}
        </Button>
      ))}
      {count > SHOWN && (
        <>
          {!all && (
            <span>{t('datasource.editor.services-shown', '{{shown}} of {{count}}', { shown: SHOWN, count })}</span>
          )}
          <Button size="sm" variant="primary" fill="text" onClick={() => setAll(!all)}>
            {all ? t('datasource.editor.show-fewer', 'Show fewer') : t('datasource.editor.show-all', 'Show all')}
          </Button>
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  services: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    // A thousand services scroll here, and not the page.
    maxHeight: 200,
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
