import React, { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Input } from '@grafana/ui';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import type { Catalog } from '../../server/catalog';
import { applySuggestion, cursorContextAt, type Edit } from './completion';
import { optionId, SuggestionList } from './SuggestionList';
import { aheadOf, typeOver, type WrittenAhead } from './typeOver';
import { useSuggestions } from './useSuggestions';
import { t } from '../../../wording/t';

interface Props {
  id: string;
  value: string;
  profileTypeId: string;
  range: TimeRange;
  catalog: Catalog;
  invalid?: boolean;
  onChange: (value: string) => void;
  /** Enter, where it chooses no suggestion; Shift+Enter always. */
  onRun: () => void;
}

const NOTHING = -1;

/**
 * The label selector as text, with a list of what could be written at the cursor: labels, operators, values. The focus
 * stays in the text, as in any combobox: arrows move through the list, Enter takes, Escape closes it.
 */
export function SelectorInput({ id, value, profileTypeId, range, catalog, invalid, onChange, onRun }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [text, write] = useDraft(value, onChange);
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<number>();
  const nextCursor = useRef<number>(undefined);
  const ahead = useRef<WrittenAhead>(undefined);

  const situation = open ? cursorContextAt(text, Math.min(cursor, text.length)) : ({ kind: 'none' } as const);
  const { items, loading, problem } = useSuggestions(situation, profileTypeId, range, catalog);
  const shown = open && situation.kind !== 'none' && (items.length > 0 || loading || problem !== undefined);
  // Once something is typed, Enter completes it; before, Enter runs the query.
  const preselected = situation.kind !== 'none' && situation.prefix !== '' && items.length > 0 ? 0 : NOTHING;
  const active = chosen === undefined || chosen >= items.length ? preselected : chosen;

  useEffect(() => {
    if (nextCursor.current !== undefined) {
      input.current?.setSelectionRange(nextCursor.current, nextCursor.current);
      nextCursor.current = undefined;
    }
  }, [text]);

  const moveCursor = () => {
    setCursor(input.current?.selectionStart ?? text.length);
    setChosen(undefined);
  };
  const edit = (next: Edit, writtenAhead?: WrittenAhead) => {
    ahead.current = writtenAhead;
    if (next.text === text) {
      input.current?.setSelectionRange(next.cursor, next.cursor);
    } else {
      nextCursor.current = next.cursor;
      write(next.text);
    }
    setCursor(next.cursor);
    setChosen(undefined);
  };
  const take = (index: number) => {
    const next = applySuggestion(text, situation, items[index].value);
    edit(next, aheadOf(next));
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const selected = input.current?.selectionStart !== input.current?.selectionEnd;
    const over =
      event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !selected
        ? typeOver(text, input.current?.selectionStart ?? text.length, event.key, ahead.current)
        : undefined;
    if (over) {
      event.preventDefault();
      setOpen(true);
      edit(over, over.ahead);
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (shown && active !== NOTHING && !event.shiftKey) {
        take(active);
      } else {
        setOpen(false);
        onRun();
      }
    } else if (step !== 0 && shown) {
      event.preventDefault();
      setChosen(
        items.length === 0
          ? undefined
          : (active + step + items.length + (active === NOTHING && step < 0 ? 1 : 0)) % items.length
      );
    } else if (event.key === 'ArrowDown' || (event.key === ' ' && event.ctrlKey)) {
      event.preventDefault();
      setOpen(true);
      moveCursor();
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <>
      <Input
        ref={input}
        id={id}
        value={text}
        invalid={invalid}
        placeholder='{service_name="…"}'
        spellCheck={false}
        autoComplete="off"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={shown && active !== NOTHING ? optionId(listId, active) : undefined}
        aria-invalid={invalid}
        onChange={(event) => {
          ahead.current = undefined;
          write(event.currentTarget.value);
          setCursor(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
          setChosen(undefined);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key) && moveCursor()}
        onClick={() => {
          setOpen(true);
          moveCursor();
        }}
        onBlur={() => setOpen(false)}
      />
      {shown && (
        <SuggestionList
          id={listId}
          anchor={input}
          items={items}
          active={active}
          loading={loading}
          problem={problem}
          label={t('datasource.selector.suggestions', 'Suggestions')}
          onTake={take}
        />
      )}
    </>
  );
}

/**
 * The text being typed. Every change is passed on at once, but what comes back may be late and must not undo what was
 * typed since; a value that was never sent from here replaces it.
 */
function useDraft(value: string, onChange: (value: string) => void): [string, (text: string) => void] {
  const [draft, setDraft] = useState(value);
  const sent = useRef<string[]>([]);

  useEffect(() => {
    const echo = sent.current.lastIndexOf(value);
    if (echo >= 0) {
      sent.current = sent.current.slice(echo + 1);
      return;
    }
    sent.current = [];
    setDraft(value);
  }, [value]);

  const write = (text: string) => {
    setDraft(text);
    sent.current.push(text);
    onChange(text);
  };
  return [draft, write];
}
