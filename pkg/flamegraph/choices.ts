/** What gives a bar its colour: where its code comes from, its own name, or how much it is of the whole. */
export const COLOURS_BY = ['package', 'module', 'file', 'function', 'value'] as const;
export type ColourBy = (typeof COLOURS_BY)[number];

/** How much of a name is written where there is room for all of it. */
export const NAME_FORMS = ['full', 'elided', 'short'] as const;
export type NameForm = (typeof NAME_FORMS)[number];

/** The colours of a comparison: told apart by everybody, or the red and green that some expect. */
export type ChangeColours = 'safe' | 'classic';
