/** Name of the frame of deploy markers, apart from the code that makes it, which is loaded when it is asked for. */
export const MARKERS_FRAME = 'new values';
