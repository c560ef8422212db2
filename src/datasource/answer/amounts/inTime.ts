/** How long an answer that only says how to read another may keep that one waiting. */
export const PATIENCE_MS = 5_000;

/** An answer that another can do without: undefined where it fails, for whatever reason. */
export function optional<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(() => undefined);
}

/** An answer, or `late` where it is not there after so many milliseconds. */
export function inTime<T, L>(asked: Promise<T>, ms: number, late: L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late), ms);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
