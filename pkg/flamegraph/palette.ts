import type { ChangeColours } from './choices';

/** How a bar of one colour bucket looks: CSS colours. */
export interface Paint {
  readonly fill: string;
  readonly text: string;
}

/** A row of a palette. */
export type Bucket = number;

/** All the looks a bar can have, in one theme. */
export type Palette = readonly Paint[];

const HUES = [28, 55, 85, 125, 155, 185, 215, 245, 270, 300, 330, 358];
/** From how many times as much, or as little, each shade on either side of “no change” stands. */
export const CHANGE_LIMITS = [1.1, 1.25, 1.5, 2];
/** Shades on each side. */
const CHANGE_STEPS = CHANGE_LIMITS.length;
/** Shades of a share, from next to nothing to all of it. */
export const HEAT_STEPS = 8;

/** Where each kind of bucket starts in a palette. */
export const BUCKETS = {
  own: 0,
  ownCount: HUES.length,
  library: HUES.length,
  libraryCount: HUES.length,
  runtime: 2 * HUES.length,
  runtimeCount: HUES.length,
  root: 2 * HUES.length + HUES.length,
  /** What the server folded away. */
  hidden: 2 * HUES.length + HUES.length + 1,
  /** Bars too narrow to draw one by one. */
  run: 2 * HUES.length + HUES.length + 2,
  /** A run that hides a match of the search. */
  matchingRun: 2 * HUES.length + HUES.length + 3,
  /** What a search does not match. */
  dimmed: 2 * HUES.length + HUES.length + 4,
  /** Most less, …, no change, …, most more. */
  change: 2 * HUES.length + HUES.length + 5,
  changeCount: 2 * CHANGE_STEPS + 1,
  /** Least, …, most. */
  heat: 2 * HUES.length + HUES.length + 5 + 2 * CHANGE_STEPS + 1,
} as const;

/** Neither more nor less, or too little to matter. */
export const NO_CHANGE: Bucket = BUCKETS.change + CHANGE_STEPS;

/**
 * Colours of equal lightness per kind, so that no bar shouts by chance: one's own code has the most colour, libraries
 * less, the language's runtime least; packages of a kind differ in hue. More is orange-red and less is blue-green, and
 * they differ in lightness too, which holds for the common kinds of colour blindness; `classic` is red and green. The
 * more heat, the further from the background.
 */
export function createPalette(theme: 'dark' | 'light', changes: ChangeColours = 'safe'): Palette {
  const dark = theme === 'dark';
  const fills = [
    ...HUES.map((hue) => oklch(dark ? 0.72 : 0.78, 0.115, hue)),
    ...HUES.map((hue) => oklch(dark ? 0.58 : 0.87, dark ? 0.07 : 0.06, hue)),
    ...HUES.map((hue) => oklch(dark ? 0.4 : 0.93, dark ? 0.04 : 0.025, hue)),
    dark ? '#4a4d57' : '#d3d6de',
    dark ? '#5d5348' : '#e4dccd',
    dark ? '#34363d' : '#e0e2e7',
    dark ? '#ffd54a' : '#b35c00',
    dark ? '#2e3037' : '#e9eaee',
    ...changeFills(dark, changes),
    ...heatFills(dark),
  ];
  return fills.map((fill) => ({ fill, text: readableOn(fill) }));
}

function changeFills(dark: boolean, colours: ChangeColours): string[] {
  const [less, more] = colours === 'safe' ? [180, 38] : [145, 25];
  const fills: string[] = [];
  for (let step = -CHANGE_STEPS; step <= CHANGE_STEPS; step++) {
    const strength = Math.abs(step) / CHANGE_STEPS;
    const neutral = dark ? 0.48 : 0.9;
    const lightness = step < 0 ? (dark ? 0.82 : 0.72) : dark ? 0.62 : 0.6;
    fills.push(
      oklch(neutral + (lightness - neutral) * strength, step === 0 ? 0 : 0.03 + 0.13 * strength, step < 0 ? less : more)
    );
  }
  return fills;
}

function heatFills(dark: boolean): string[] {
  return Array.from({ length: HEAT_STEPS }, (_, step) => {
    const heat = step / (HEAT_STEPS - 1);
    return dark
      ? oklch(0.36 + 0.44 * heat, 0.02 + 0.13 * heat, 40 + 35 * heat)
      : oklch(0.95 - 0.35 * heat, 0.03 + 0.14 * heat, 85 - 50 * heat);
  });
}

// Of pure black and white, one is readable on any colour.
const INK = '#000000';
const PAPER = '#ffffff';

function readableOn(fill: string): string {
  return contrast(fill, INK) >= contrast(fill, PAPER) ? INK : PAPER;
}

/** The WCAG contrast of two `#rrggbb` colours: 1 to 21. */
export function contrast(one: string, other: string): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour of the OKLCH space (lightness 0–1, chroma, hue in degrees) as `#rrggbb`, clipped to what screens show. */
function oklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return `#${[
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
    .map((linear) => {
      const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
      return Math.round(Math.min(1, Math.max(0, value)) * 255)
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;
}
