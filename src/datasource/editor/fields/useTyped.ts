import { useState, type FormEvent, type KeyboardEvent, type SyntheticEvent } from 'react';

const MOVES_THE_MARK = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']);

/**
 * What the user had typed when a list answered a choice. A list follows the text a moment later, longer on a busy
 * page, and Enter or Tab in that moment chooses from the list of the text before: the text is what was meant.
 */
export class TypedText {
  private text = '';

  /** For an element around the field; its list counts as inside, wherever it is on the page. */
  readonly watch = {
    onInput: (event: FormEvent) => {
      this.text = (event.target as HTMLInputElement).value ?? '';
    },
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (MOVES_THE_MARK.has(key)) {
        this.text = '';
      }
    },
    onMouseMove: (event: SyntheticEvent) => this.pointedAt(event),
    onMouseDown: (event: SyntheticEvent) => this.pointedAt(event),
  };

  /** To be called on every choice: undefined when it was pointed at, by key or mouse. */
  take(): string | undefined {
    const typed = this.text;
    this.text = '';
    return typed === '' ? undefined : typed;
  }

  private pointedAt({ target }: SyntheticEvent) {
    if (target instanceof Element && target.closest('[role="option"]')) {
      this.text = '';
    }
  }
}

export function useTyped(): TypedText {
  return useState(() => new TypedText())[0];
}
