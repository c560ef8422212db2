import { css } from '@emotion/css';
import { type ReactNode, useId } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  name: string;
  title: string;
  editor: ReactNode;
  resultTitle: string;
  result: ReactNode;
}

/** One query of a dashboard's settings: its name, its editor, and below it what the query finds. */
export function SettingsSection({ name, title, editor, resultTitle, result }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id} data-testid={`settings-${name}`}>
      <h4 id={id}>{title}</h4>
      {editor}
      <div className={styles.resultTitle}>{resultTitle}</div>
      {result}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    background: theme.colors.background.primary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    minWidth: 0,
  }),
  resultTitle: css({ margin: theme.spacing(2, 0, 1), fontWeight: theme.typography.fontWeightMedium }),
});
