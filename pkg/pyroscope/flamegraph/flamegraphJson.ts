import type { LevelColumns } from './levelColumns';
import { columnsOf, flameGraphParts, noFlameGraph } from './flamegraphParts';
import { malformed } from '../messageReader';

/**
 * The columns of a parsed JSON answer of SelectMergeStacktraces or SelectMergeSpanProfile; the same as
 * `readFlameGraphResponse` makes of the binary one, with the same errors.
 */
export function flameGraphFromJson(json: unknown): LevelColumns {
  return fromJson(json, false);
}

/** The same for Diff. */
export function diffFromJson(json: unknown): LevelColumns {
  return fromJson(json, true);
}

function fromJson(json: unknown, compared: boolean): LevelColumns {
  const graph = field(json, 'flamegraph');
  if (graph === undefined) {
    return columnsOf(noFlameGraph(compared));
  }
  const names = list(field(graph, 'names')).map((name) => {
    if (typeof name !== 'string') {
      throw malformed();
    }
    return name;
  });
  const levels = list(field(graph, 'levels')).map((level) => list(field(level, 'values')));
  const stated = {
    total: integer(field(graph, 'total') ?? 0),
    leftTicks: integer(field(graph, 'leftTicks') ?? 0),
    rightTicks: integer(field(graph, 'rightTicks') ?? 0),
  };
  const counts = levels.map((values) => values.length);
  const next = counts.map(() => 0);
  const parts = flameGraphParts(names, counts, compared, stated, (level, into, at, nodes) => {
    for (const end = at + nodes * (compared ? 7 : 4); at < end; at++) {
      into[at] = integer(levels[level][next[level]++]);
    }
  });
  return columnsOf(parts);
}

function field(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw malformed();
  }
  return (object as Record<string, unknown>)[name] ?? undefined;
}

function list(value: unknown): unknown[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw malformed();
  }
  return value;
}

/** int64 is a decimal string in protobuf's JSON; a number is accepted too, as the servers do. */
function integer(value: unknown): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw malformed();
  }
  return number;
}
