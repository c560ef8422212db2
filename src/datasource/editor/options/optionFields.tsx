import React, { useId, useState, type ChangeEvent, type ReactElement, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { InlineField, InlineSwitch, Input, useStyles2 } from '@grafana/ui';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { t } from '../../../wording/t';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import type { PyroscopeQuery } from '../../query/query';
import type { EditorDataSource } from '../editorDataSource';

const LABEL_WIDTH = 18;

/** Of the options of a query, whichever they are. */
export interface OptionsProps {
  /** As saved: an option shows also what cannot be read. */
  saved: PyroscopeQuery;
  range: TimeRange;
  datasource: EditorDataSource;
  onChange: (part: Partial<PyroscopeQuery>) => void;
  onRun: () => void;
}

interface OptionProps {
  label: string;
  /** One sentence on what it does. */
  is: string;
  error?: string;
  /** Set for a control that has a size of its own. */
  small?: boolean;
  children: (id: string) => ReactElement<Record<string, unknown>>;
}

/** A label of the same width as the others, with its explanation beside it and what is wrong below. */
export function Option({ label, is, error, small, children }: OptionProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <InlineField
      label={label}
      tooltip={is}
      labelWidth={LABEL_WIDTH}
      htmlFor={id}
      invalid={error !== undefined}
      error={error}
      grow={!small}
      shrink
      className={small ? undefined : styles.wide}
    >
      {children(id)}
    </InlineField>
  );
}

interface ListProps {
  label: string;
  is: string;
  placeholder: string;
  value: string[];
  error?: string;
  /** Stands right of the field. */
  beside?: ReactNode;
  onChange: (value: string[]) => void;
  onRun: () => void;
}

/** Ids, separated by commas or blanks. */
export function ListOption({ label, is, placeholder, value, error, beside, onChange, onRun }: ListProps) {
  const [draft, setDraft] = useState('');
  // What is typed stays as it is typed while it means what is saved.
  const text = listOf(draft).join() === value.join() ? draft : value.join(', ');
  return (
    <Option label={label} is={is} error={error}>
      {(id) => (
        <Input
          id={id}
          placeholder={placeholder}
          value={text}
          addonAfter={beside}
          spellCheck={false}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            setDraft(event.currentTarget.value);
            onChange(listOf(event.currentTarget.value));
          }}
          onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && onRun()}
        />
      )}
    </Option>
  );
}

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

interface NumberProps {
  label: string;
  is: string;
  placeholder: string;
  /** As saved: a number, a variable, or what nobody can read. */
  value: unknown;
  /** The most that is taken as it is; more is lowered, which is said. */
  most?: number;
  onChange: (value: number | undefined) => void;
  onRun: () => void;
}

/** A whole number above zero or a variable. What is neither stays in the field with the reason, and is not saved. */
export function NumberOption({ label, is, placeholder, value, most, onChange, onRun }: NumberProps) {
  const saved = value === undefined || value === null || value === 0 ? '' : String(value);
  const [draft, setDraft] = useState({ text: saved, for: saved });
  const text = draft.for === saved ? draft.text : saved;
  return (
    <Option label={label} is={is} error={numberProblem(text, most)}>
      {(id) => (
        <Input
          id={id}
          inputMode="numeric"
          placeholder={placeholder}
          value={text}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const next = event.currentTarget.value;
            const read = readNumber(next);
            if (read === 'unreadable') {
              setDraft({ text: next, for: saved });
              return;
            }
            setDraft({ text: next, for: read === undefined ? '' : String(read) });
            onChange(read as number | undefined);
          }}
          onKeyDown={(event) => event.key === 'Enter' && !event.shiftKey && onRun()}
        />
      )}
    </Option>
  );
}

/** A variable is saved as it is written: its value is a number only when the query runs. */
function readNumber(text: string): number | string | undefined | 'unreadable' {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  if (hasVariable(trimmed)) {
    return trimmed;
  }
  const number = Number(trimmed);
  return /^\d+$/.test(trimmed) && number > 0 ? number : 'unreadable';
}

export function numberProblem(text: string, most?: number): string | undefined {
  const read = readNumber(text);
  if (read === 'unreadable') {
    return t('datasource.options.bad-number', 'Enter a whole number above 0.');
  }
  return typeof read === 'number' && most !== undefined && read > most
    ? t('datasource.options.over-limit', 'At most {{most}} are requested, or fewer if the server allows fewer.', {
        most: most.toLocaleString('en-US'),
      })
    : undefined;
}

interface SwitchProps {
  label: string;
  is: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

export function SwitchOption({ label, is, value, onChange }: SwitchProps) {
  return (
    <Option label={label} is={is} small>
      {(id) => <InlineSwitch id={id} value={value} onChange={(event) => onChange(event.currentTarget.checked)} />}
    </Option>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  wide: css({ width: theme.spacing(55), maxWidth: '100%', minWidth: 0, margin: theme.spacing(0, 0, 0.5) }),
});
