import { useState } from 'react';
import type { ComboboxOption } from '@grafana/ui';

/**
 * Options of a `Combobox`, and the chosen one, as objects that stay the same from render to render: it takes a new
 * object for a new choice, and would put that in place of what is being typed.
 *
 * The chosen one is none of the options: what is typed would else be completed to the option at its place in the list,
 * whatever is there after filtering, and not to the first that matches.
 */
export function useOptions(
  options: ComboboxOption[],
  chosen?: string
): { options: ComboboxOption[]; value: ComboboxOption | null } {
  const [known] = useState(() => new Map<string, ComboboxOption>());
  const stable = (option: ComboboxOption) => {
    const key = JSON.stringify(option);
    const same = known.get(key) ?? option;
    known.set(key, same);
    return same;
  };
  const label = options.find(({ value }) => value === chosen)?.label ?? chosen;
  return {
    options: options.map(stable),
    value: chosen === undefined ? null : stable({ value: `\0${chosen}`, label }),
  };
}
