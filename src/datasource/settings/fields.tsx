import React, { useId, useState, type ChangeEvent, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { DataSourceSettings, GrafanaTheme2 } from '@grafana/data';
import { Field, Input, Switch, useStyles2 } from '@grafana/ui';
import type { PyroscopeOptions } from '../query/query';
import { t } from '../../wording/t';

export interface Secrets {
  basicAuthPassword?: string;
}
export type Settings = DataSourceSettings<PyroscopeOptions, Secrets>;

/** Of every field, in the theme's grid units. */
export const WIDTH = 44;

interface LabelledProps {
  label: string;
  description?: string;
  error?: string;
  required?: boolean;
  children: (id: string) => React.ReactElement<Record<string, unknown>>;
}

export function Labelled({ children, error, ...field }: LabelledProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <Field {...field} noMargin className={styles.field} htmlFor={id} invalid={error !== undefined} error={error}>
      {children(id)}
    </Field>
  );
}

interface ToggleProps {
  label: string;
  description?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

export function Toggle({ label, description, value, onChange }: ToggleProps) {
  return (
    <Labelled label={label} description={description}>
      {(id) => <Switch id={id} value={value} onChange={(event) => onChange(event.currentTarget.checked)} />}
    </Labelled>
  );
}

interface CheckedProps {
  label: string;
  description: string;
  placeholder?: string;
  value: string;
  /** What is wrong with a text; one that is wrong stays in the field and is not saved. */
  problem: (text: string) => string | undefined;
  onChange: (value: string) => void;
}

export function CheckedField({ label, description, placeholder, value, problem, onChange }: CheckedProps) {
  const [typed, setTyped] = useState(value);
  return (
    <Labelled label={label} description={description} error={problem(typed)}>
      {(id) => (
        <Input
          id={id}
          width={WIDTH}
          placeholder={placeholder}
          value={typed}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const text = event.currentTarget.value.trim();
            setTyped(text);
            if (problem(text) === undefined) {
              onChange(text);
            }
          }}
        />
      )}
    </Labelled>
  );
}

interface NumberProps {
  label: string;
  description: string;
  placeholder: string;
  value?: number;
  most?: number;
  onChange: (value: number | undefined) => void;
}

export function NumberField({ value, most = Infinity, onChange, ...field }: NumberProps) {
  return (
    <CheckedField
      {...field}
      value={value === undefined ? '' : String(value)}
      problem={(text) => {
        if (text === '' || (/^\d+$/.test(text) && Number(text) > 0 && Number(text) <= most)) {
          return undefined;
        }
        return Number.isFinite(most)
          ? t('datasource.settings.number-to', 'Enter a whole number from 1 to {{most}}.', {
              most: most.toLocaleString('en-US'),
            })
          : t('datasource.settings.number', 'Enter a whole number above 0.');
      }}
      onChange={(text) => onChange(text === '' ? undefined : Number(text))}
    />
  );
}

/** A part of the page with its title, everything in it at one distance. */
export function Section({
  title,
  description,
  children,
}: {
  title: string;
  description?: string;
  children: ReactNode;
}) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {description && <p className={styles.description}>{description}</p>}
      <div className={styles.fields}>{children}</div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({ maxWidth: '100%', '& input': { maxWidth: '100%' } }),
  section: css({
    padding: theme.spacing(3, 0),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
    '&:first-of-type': { paddingTop: 0 },
  }),
  title: css({ ...theme.typography.h4, margin: theme.spacing(0, 0, 1) }),
  description: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
  fields: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
    minWidth: 0,
  }),
});
