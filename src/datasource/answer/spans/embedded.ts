/** Of the query of the flame graph inside of a span's details, which Grafana's trace view asks for (12.3 to 13.2). */
export const EMBEDDED_REF_ID = 'span-flamegraph-refId';
/** How far its range goes beyond the span on both sides. */
export const EMBEDDED_MARGIN_MS = 30_000;
