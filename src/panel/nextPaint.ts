/** Pictures that are being drawn in tasks of their own, and what is worked out for one. */
const underWay = new Set<Promise<unknown>>();

/** What can wait waits for this picture, or until nobody waits for it any more. */
export function drawing(picture: Promise<unknown>): void {
  underWay.add(picture);
  const over = () => underWay.delete(picture);
  picture.then(over, over);
}

/** Resolves once the picture as it is now is on screen: what can wait must not hold back a zoom. */
export async function nextPaint(): Promise<void> {
  await Promise.allSettled(underWay);
  return painted();
}

/** Resolves once what is drawn now is on screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    // A page in the background paints nothing.
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}

/**
 * Resolves in a task of its own, once what waits already has run: what is drawn in steps holds the page for the longest
 * of them, and not for their sum. Not by a message, nor a timer of 0: browsers put those before timers that wait.
 */
export function ownTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
