import { atOnce } from '../../calltree/slices';
import type { LevelColumns } from './levelColumns';
import { assemblingFlameGraph, emptyColumns, inTable, type ValuesPerNode } from './flamegraphColumns';
import { malformed } from '../messageReader';

/**
 * The columns of a parsed JSON answer of SelectMergeStacktraces or SelectMergeSpanProfile; the same as
 * `readFlameGraphResponse` makes of the binary one, with the same errors.
 */
export function flameGraphFromJson(json: unknown): LevelColumns {
  return fromJson(json, 4);
}

/** The same for Diff. */
export function diffFromJson(json: unknown): LevelColumns {
  return fromJson(json, 7);
}

function fromJson(json: unknown, perNode: ValuesPerNode): LevelColumns {
  const graph = field(json, 'flamegraph');
  if (graph === undefined) {
    return atOnce(emptyColumns(perNode));
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
  const assembling = assemblingFlameGraph(names, counts, perNode, stated, (columns, level, from, to) => {
    const values = levels[level];
    const { gap, total, self, name, gapRight, totalRight, selfRight, levelStart } = columns;
    const sides =
      gapRight && totalRight && selfRight ? [gap, total, self, gapRight, totalRight, selfRight] : [gap, total, self];
    let at = (from - levelStart[level]) * perNode;
    for (let node = from; node < to; node++) {
      for (const column of sides) {
        column[node] = integer(values[at++]);
      }
      name[node] = inTable(integer(values[at++]), columns.names.length);
    }
  });
  return atOnce(assembling);
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
