/** A menu is as wide as its widest entry, which is hardly ever wider than this. */
const WIDTH = 320;
/** Of a letter, and of what stands beside the letters. */
const LETTER = 8;
const BESIDE = 32;

/**
 * Where a menu can be opened at `x`, and how long a name in it can be. Grafana's menu opens to the left where it has no
 * room to the right, and does not ask whether it has any there.
 */
export function menuRoom(x: number, windowWidth: number): { x: number; columns: number } {
  const width = Math.max(WIDTH, windowWidth / 2);
  return {
    x: windowWidth < 2 * WIDTH ? Math.max(0, Math.min(x, windowWidth - WIDTH)) : x,
    columns: Math.floor((Math.min(width, windowWidth) - BESIDE) / LETTER),
  };
}
