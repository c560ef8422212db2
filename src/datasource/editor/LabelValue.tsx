import React, { useRef } from 'react';
import { Combobox, MultiCombobox, type ComboboxOption } from '@grafana/ui';
import type { MatchOperator } from '../../../pkg/pyroscope/selector';
import { t } from '../text';
import { isRegexOperator, literalOf, patternFor, splitAlternatives } from './alternatives';
import { meantChoice } from './useLookUp';
import { useOptions } from './useOptions';

interface Props {
  id: string;
  op: MatchOperator;
  /** As it stands in the selector, without quotes; a pattern under `=~` and `!~`. */
  value?: string;
  choices: string[];
  loading: boolean;
  disabled: boolean;
  customDescription: string;
  onChange: (value: string | undefined, run: boolean) => void;
  onRun: () => void;
}

/** The value of a matcher: one of the list or written, or for a regular expression as many alternatives as one likes. */
export function LabelValue(props: Props) {
  return isRegexOperator(props.op) ? <PatternValue {...props} /> : <PlainValue {...props} />;
}

function PlainValue({ id, value, choices, loading, disabled, customDescription, onChange }: Props) {
  const shown = useOptions([...choices.map((choice) => ({ value: choice, label: choice })), absent()], value);
  return (
    <Combobox
      id={id}
      {...shown}
      placeholder={t('datasource.builder.value-placeholder', 'Value')}
      createCustomValue
      customValueDescription={customDescription}
      loading={loading}
      disabled={disabled}
      width="auto"
      minWidth={18}
      maxWidth={50}
      onChange={(option) => onChange(option.value === '' ? '' : meantChoice(option.value, choices), true)}
    />
  );
}

function PatternValue(props: Props) {
  const { id, value, choices, loading, disabled, customDescription, onChange, onRun } = props;
  const changed = useRef(false);
  const alternatives = value === undefined || value === '' ? [] : splitAlternatives(value);
  if (value === '' || alternatives.includes('') || new Set(alternatives).size < alternatives.length) {
    // As a list it would lose its empty or repeated alternatives.
    return <PlainPattern {...props} />;
  }
  // One run for several choices, when the reader is done with them.
  const leave = () => {
    if (changed.current) {
      changed.current = false;
      onRun();
    }
  };
  const choose = (options: ComboboxOption[]) => {
    const known = new Set([...choices.map(patternFor), ...alternatives]);
    const patterns = options.map((option) =>
      known.has(option.value) ? option.value : meantPattern(option.value, choices)
    );
    changed.current = true;
    onChange(patterns.length === 0 ? undefined : [...new Set(patterns)].join('|'), false);
  };
  return (
    <div onBlur={leave}>
      <MultiCombobox
        id={id}
        options={choices.map((choice) => ({ value: patternFor(choice), label: choice }))}
        value={alternatives.map((pattern) => ({ value: pattern, label: literalOf(pattern) ?? pattern }))}
        placeholder={t('datasource.builder.values-placeholder', 'Values or patterns')}
        createCustomValue
        customValueDescription={customDescription}
        isClearable
        loading={loading}
        disabled={disabled}
        width="auto"
        minWidth={widthOf(alternatives)}
        maxWidth={60}
        onChange={choose}
      />
    </div>
  );
}

/** Room for the alternatives beside each other, in the theme's grid units. */
function widthOf(alternatives: string[]): number {
  const pills = alternatives.reduce((sum, pattern) => sum + pattern.length + 5, 0);
  return Math.min(60, Math.max(24, pills + 12));
}

function PlainPattern({ id, value = '', disabled, onChange }: Props) {
  const shown = useOptions(value === '' ? [absent()] : [], value);
  return (
    <Combobox
      id={id}
      {...shown}
      createCustomValue
      disabled={disabled}
      width="auto"
      minWidth={18}
      maxWidth={50}
      onChange={(option) => onChange(option.value, true)}
    />
  );
}

/** What was typed for a pattern: a regular expression as it is, else the first value it is the beginning of. */
function meantPattern(typed: string, choices: string[]): string {
  return literalOf(typed) === undefined ? typed : patternFor(meantChoice(typed, choices));
}

function absent() {
  return {
    value: '',
    label: t('datasource.builder.absent', '(none)'),
    description: t('datasource.builder.absent-is', 'Series without this label'),
  };
}
