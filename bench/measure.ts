/** How an answer became a picture, in milliseconds. */
export interface Loading {
  /** From the last byte of the answer to the end of the frame that first shows it. */
  firstPicture: number;
  /** The longest time that the main thread was held in between. */
  blockToPicture: number;
  /** The same until the page has come to rest. */
  blockToRest: number;
}

/** What is measured of one profile in one page, times in milliseconds. */
export interface Figures extends Loading {
  /** To the end of the frame, of each zoom. */
  zooms: number[];
  /** From each keystroke in the search until the picture was drawn for the last time. */
  keystrokes: number[];
  /** JS heap and ArrayBuffer stores of page and workers after garbage collection, in bytes. */
  heap: number;
}

/** A server works for a while before it answers; meanwhile the page comes to rest. */
export const SERVER_MS = 1500;
/** The page has come to rest when the table is there and what can wait has been added up. */
export const REST_MS = 1500;
/** A user who goes on, in milliseconds between two clicks. */
export const BETWEEN_CLICKS_MS = 200;
export const ZOOMS = 24;
/** What is typed, a letter at a time: a part of many names of each profile. */
export const TYPED = 'handle';
/** So small that what is left of the heap is the page's own. */
export const TINY_NODES = 100;
