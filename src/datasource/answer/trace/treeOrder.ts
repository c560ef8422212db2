import type { Span } from '../../../tempo/span';

export interface PlacedSpan {
  span: Span;
  depth: number;
  /** The spans above it, the root first. */
  above: readonly Span[];
}

/**
 * Each span below its parent, siblings by when they began. A span whose parent is not there is a root; of spans that
 * are each other's parents the first to begin is one.
 */
export function inTreeOrder(spans: readonly Span[]): PlacedSpan[] {
  const byStart = [...spans].sort((one, other) => one.startMs - other.startMs);
  const known = new Set(byStart.map(({ spanId }) => spanId));
  const children = new Map<string, Span[]>();
  for (const span of byStart) {
    const parent = known.has(span.parentSpanId) && span.parentSpanId !== span.spanId ? span.parentSpanId : '';
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const placed: PlacedSpan[] = [];
  const seen = new Set<Span>();
  const place = (roots: readonly Span[]) => {
    const open: PlacedSpan[] = roots.map((span) => ({ span, depth: 0, above: [] })).reverse();
    for (let entry = open.pop(); entry; entry = open.pop()) {
      if (seen.has(entry.span)) {
        continue;
      }
      seen.add(entry.span);
      placed.push(entry);
      const { span, depth, above } = entry;
      const below = (children.get(span.spanId) ?? []).map((child) => ({
        span: child,
        depth: depth + 1,
        above: [...above, span],
      }));
      open.push(...below.reverse());
    }
  };
  place(children.get('') ?? []);
  for (const span of byStart) {
    place(seen.has(span) ? [] : [span]);
  }
  return placed;
}
