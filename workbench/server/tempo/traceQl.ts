import type { RecordedSpan } from './recordedTraces';

/** What is asked of spans: a condition each, of which all must hold, and the attributes to send with what is found. */
export interface SpanSearch {
  conditions: Condition[];
  /** Names without their scope, as an answer has them. */
  attributes: string[];
}

interface Condition {
  key: string;
  operator: string;
  /** Undefined: `nil`. */
  value: string | number | undefined;
}

const CONDITION =
  /^\s*([\w.:-]+)\s*(!=|=~|>=|<=|=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|(-?[\d.]+)(ns|us|µs|ms|s|m|h)?|(\w+))\s*(&&|$)/;
const NANOSECONDS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/**
 * Reads the part of TraceQL that one set of spans needs: `{ a = "b" && duration > 20ms } | select(c)`. Undefined for
 * any other query: alternatives, pipelines of sets, metrics.
 */
export function readTraceQl(query: string): SpanSearch | undefined {
  const whole = query.match(/^\s*\{(.*?)\}\s*(?:\|\s*select\(([^()]*)\)\s*)?$/s);
  if (!whole) {
    return undefined;
  }
  const conditions: Condition[] = [];
  let rest = whole[1];
  while (rest.trim() !== '') {
    const found = rest.match(CONDITION);
    if (!found) {
      return undefined;
    }
    const [all, key, operator, text, number, unit, word] = found;
    const value =
      number !== undefined ? Number(number) * (NANOSECONDS[unit] ?? 1) : word === 'nil' ? undefined : (text ?? word);
    conditions.push({ key, operator, value });
    rest = rest.slice(all.length);
  }
  const selected = (whole[2] ?? '').split(',').map((key) => key.trim());
  const keys = [...conditions.map(({ key }) => key), ...selected].filter((key) => key.includes('.'));
  return { conditions, attributes: [...new Set(keys.map(withoutScope))] };
}

/** Whether a span is what is looked for. */
export function matches({ conditions }: SpanSearch, span: RecordedSpan): boolean {
  return conditions.every(({ key, operator, value }) => {
    const own = valueOf(key, span);
    switch (operator) {
      case '=':
        return own === value;
      case '!=':
        return own !== value;
      case '=~':
        return own !== undefined && new RegExp(`^(?:${value})$`).test(String(own));
      default:
        return typeof own === 'number' && typeof value === 'number' && compare(own, operator, value);
    }
  });
}

function compare(one: number, operator: string, other: number): boolean {
  return { '>': one > other, '>=': one >= other, '<': one < other, '<=': one <= other }[operator]!;
}

function valueOf(key: string, span: RecordedSpan): string | number | undefined {
  switch (key) {
    case 'span:id':
      return span.spanId;
    case 'trace:id':
      return span.traceId;
    case 'name':
    case 'span:name':
      return span.name;
    case 'kind':
    case 'span:kind':
      return span.kind;
    case 'duration':
    case 'span:duration':
      return Number(span.endNs - span.startNs);
    default:
      return span.attributes.get(withoutScope(key));
  }
}

function withoutScope(key: string): string {
  return key.replace(/^(?:resource|span)?\./, '');
}
