/** Resolves once the picture as it is now is on screen: what can wait must not hold back a zoom. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    // A page in the background paints nothing.
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}
