import React from 'react';
import { MultiCombobox, type ComboboxOption } from '@grafana/ui';
import { useSlow } from './useSlow';
import { useTyped } from './useTyped';

interface Props {
  id: string;
  options: ComboboxOption[];
  chosen: ComboboxOption[];
  placeholder: string;
  /** What a text of the user's own stands for, as a sentence. */
  ownText: string;
  /** The value that a text of the user's own stands for. */
  meant: (text: string) => string;
  loading?: boolean;
  disabled?: boolean;
  /** In the theme's grid units; absent: all the room there is. */
  width?: { min: number; max: number };
  onChange: (values: string[]) => void;
}

type Room = { width: 'auto'; minWidth: number; maxWidth: number } | { width?: undefined };

/** Grafana's field for several of a list, or of the user's own. */
export function MultiPicker(props: Props) {
  const { id, options, chosen, placeholder, ownText, meant, loading, disabled, width, onChange } = props;
  const slow = useSlow(loading === true);
  const typed = useTyped();
  const choose = (now: ComboboxOption[]) => {
    const text = typed.take();
    const known = new Set([...options, ...chosen].map(({ value }) => value));
    const values = now.map(({ value }, index) => {
      const added = now.length > chosen.length && index === now.length - 1;
      if (added && text !== undefined) {
        return meant(text);
      }
      return known.has(value) ? value : meant(value);
    });
    onChange([...new Set(values)]);
  };
  const room: Room = width ? { width: 'auto', minWidth: width.min, maxWidth: width.max } : {};
  return (
    <div {...typed.watch}>
      <MultiCombobox
        id={id}
        options={options}
        value={chosen}
        placeholder={placeholder}
        createCustomValue
        customValueDescription={ownText}
        isClearable
        loading={slow}
        disabled={disabled}
        {...room}
        onChange={choose}
      />
    </div>
  );
}
