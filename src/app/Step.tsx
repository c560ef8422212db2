import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Text, useStyles2 } from '@grafana/ui';

interface Props {
  number: number;
  title: string;
  text: string;
  done?: boolean;
  children?: ReactNode;
}

export function Step({ number, title, text, done, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.step}>
      <div className={styles.mark} aria-hidden>
        {done ? <Icon name="check" /> : number}
      </div>
      <div className={styles.title}>
        <Text element="h2" variant="h4">
          {title}
        </Text>
      </div>
      <div className={styles.body}>
        <Text color="secondary">{text}</Text>
        {children}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  step: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(2),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  mark: css({
    width: theme.spacing(4),
    height: theme.spacing(4),
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.circle,
    color: theme.colors.text.secondary,
  }),
  title: css({ alignSelf: 'center', minWidth: 0 }),
  body: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    gridColumn: 2,
    minWidth: 0,
    // Narrow: words need the room beside the number too.
    [theme.breakpoints.down('sm')]: { gridColumn: '1 / -1' },
  }),
});
