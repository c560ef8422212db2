/** Gives the keys back to what had them, or where that is gone to the list on screen. */
export function focusScreen(wanted: Element | null, box: HTMLElement | null): void {
  const last = wanted instanceof HTMLElement && wanted.isConnected ? wanted : undefined;
  (last ?? box?.querySelector<HTMLElement>('[role=row][tabindex="0"]'))?.focus();
}
