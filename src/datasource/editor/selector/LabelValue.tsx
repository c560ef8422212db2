import React, { useRef } from 'react';
import type { MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import { t } from '../../../wording/t';
import { isRegexOperator, literalOf, patternFor, splitAlternatives } from './alternatives';
import { resolveTypedChoice } from '../fields/resolveTypedChoice';
import { MultiPicker } from '../fields/MultiPicker';
import { Picker } from '../fields/Picker';

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
  return (
    <Picker
      id={id}
      options={[...choices.map((choice) => ({ value: choice, label: choice })), absent()]}
      chosen={value}
      placeholder={t('datasource.builder.value-placeholder', 'Value')}
      ownText={customDescription}
      loading={loading}
      disabled={disabled}
      minWidth={18}
      maxWidth={50}
      onChange={(chosen, typed) =>
        onChange(chosen === '' ? '' : resolveTypedChoice(typed ?? chosen ?? '', choices), true)
      }
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
  // One run for several choices, when the user is done with them.
  const leave = () => {
    if (changed.current) {
      changed.current = false;
      onRun();
    }
  };
  const choose = (patterns: string[]) => {
    changed.current = true;
    onChange(patterns.length === 0 ? undefined : patterns.join('|'), false);
  };
  return (
    <div onBlur={leave}>
      <MultiPicker
        id={id}
        options={choices.map((choice) => ({ value: patternFor(choice), label: choice }))}
        chosen={alternatives.map((pattern) => ({ value: pattern, label: literalOf(pattern) ?? pattern }))}
        placeholder={t('datasource.builder.values-placeholder', 'Values or patterns')}
        ownText={customDescription}
        meant={(text) => meantPattern(text, choices)}
        loading={loading}
        disabled={disabled}
        width={{ min: widthOf(alternatives), max: 60 }}
        onChange={choose}
      />
    </div>
  );
}

/**
 * Room for the alternatives beside each other, in the theme's grid units; the list counts in what it shows when there is
 * too little.
 */
function widthOf(alternatives: string[]): number {
  const pills = alternatives.reduce((sum, pattern) => sum + pattern.length + 6, 0);
  return Math.min(60, Math.max(24, pills + 14));
}

function PlainPattern({ id, value = '', disabled, onChange }: Props) {
  return (
    <Picker
      id={id}
      options={value === '' ? [absent()] : []}
      chosen={value}
      ownText={t('datasource.builder.as-written', 'As typed')}
      disabled={disabled}
      minWidth={18}
      maxWidth={50}
      onChange={(chosen, typed) => onChange(typed ?? chosen, true)}
    />
  );
}

/** What was typed for a pattern: a regular expression as it is, else the first value it is the beginning of. */
function meantPattern(typed: string, choices: string[]): string {
  return literalOf(typed) === undefined ? typed : patternFor(resolveTypedChoice(typed, choices));
}

function absent() {
  return {
    value: '',
    label: t('datasource.builder.absent', '(none)'),
    description: t('datasource.builder.absent-is', 'Series without this label'),
  };
}
