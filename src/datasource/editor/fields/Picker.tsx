import React from 'react';
import { css } from '@emotion/css';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import { useOptions } from './useOptions';
import { useSlow } from './useSlow';
import { useTyped } from './useTyped';

interface Props {
  id: string;
  options: ComboboxOption[];
  /** The value chosen before; it need not be one of the options. */
  chosen?: string;
  placeholder?: string;
  /** What a text of the user's own stands for, as a sentence; absent: only what is listed can be chosen. */
  ownText?: string;
  clearable?: boolean;
  loading?: boolean;
  invalid?: boolean;
  disabled?: boolean;
  /** In the theme's grid units; between them the field is as wide as its text. */
  minWidth: number;
  maxWidth: number;
  /**
   * The value chosen, or undefined once cleared; with what was typed for it, which is what is meant if the two do not
   * go together.
   */
  onChange: (value: string | undefined, typed?: string) => void;
}

/** Grafana's field with a list. */
export function Picker(props: Props) {
  const { id, options, chosen, placeholder, ownText, clearable, loading, invalid, disabled, minWidth, maxWidth } =
    props;
  const shown = useOptions(options, chosen);
  const slow = useSlow(loading === true);
  const typed = useTyped();
  return (
    <div {...typed.watch} className={field}>
      <Combobox
        id={id}
        {...shown}
        placeholder={placeholder}
        createCustomValue={ownText !== undefined}
        customValueDescription={ownText}
        // Its type wants to know at compile time.
        isClearable={(clearable ?? false) as true}
        loading={slow}
        invalid={invalid}
        disabled={disabled}
        width="auto"
        minWidth={minWidth}
        maxWidth={maxWidth}
        onChange={(option: ComboboxOption | null) => {
          const text = typed.take();
          // Enter on what was typed, with nothing marked in the list, answers null in a field that cannot be cleared.
          if (option || clearable) {
            props.onChange(option?.value, option ? text : undefined);
          }
        }}
      />
    </div>
  );
}

/** The list's field is as wide as its text, which may be wider than the page. */
const field = css({ minWidth: 0, maxWidth: '100%', '& div': { maxWidth: '100%' } });
