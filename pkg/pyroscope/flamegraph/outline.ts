import { rowColumns } from '../../calltree/rowColumns';
import { NONE, type CallTree } from '../../calltree/tree';
import { readNames } from './flamegraph';
import { readExtents } from './nodeExtents';
import { countVarints, MessageReader, readVarints } from '../messageReader';

/** Gap, total, self and name. */
const PER_NODE = 4;
const LONGEST_VARINT = 10;
/** Nodes that are read at a time, and bytes that have so many in any case. */
const READ_AHEAD = 1024;
const ENOUGH = READ_AHEAD * PER_NODE * LONGEST_VARINT;
/** The last ones of a level are read in one go, and may be short. */
const MOST_READ = ENOUGH / PER_NODE;
/** More nodes than this are no outline. */
const MOST = 200_000;

/** A flame graph's message by parts: where each name is, and the values of each level, the root's first. */
interface Message {
  readonly nameStarts: number[];
  readonly nameEnds: number[];
  readonly levels: Uint8Array[];
}

/** The nodes of a level that are part of an outline, from left to right. */
interface OutlinedLevel {
  /** Of each, its place among those of the level above. */
  readonly parent: number[];
  readonly name: number[];
  readonly total: number[];
  readonly self: number[];
}

/**
 * The outline of the flame graph that an answer of SelectMergeStacktraces holds, long before its tree is made: the nodes
 * from the root down, each with its own numbers; what lies below a node with less than `finest` (0 to 1) of the whole is
 * left out. Functions are those that it has. Undefined where the answer is none that can be read, as far as the outline
 * goes, or where there are too many nodes: what is wrong with it is told when the tree is made.
 *
 * Levels are gone through from left to right, the root's first, and each node is looked for in those that were followed
 * on the level above.
 */
export function outlineOf(bytes: Uint8Array, finest: number): CallTree | undefined {
  try {
    const message = messageOf(bytes);
    const levels = message && outlinedLevels(message, finest);
    return levels && treeOf(levels, bytes, message);
  } catch {
    return undefined;
  }
}

function messageOf(bytes: Uint8Array): Message | undefined {
  const answer = new MessageReader(bytes, 0, bytes.length, true);
  while (answer.next()) {
    if (answer.field === 1) {
      answer.range();
      return partsOf(bytes, answer.start, answer.end);
    }
    answer.skip();
  }
  return undefined;
}

function partsOf(bytes: Uint8Array, start: number, end: number): Message | undefined {
  const message = new MessageReader(bytes, start, end, false);
  const parts: Message = { nameStarts: [], nameEnds: [], levels: [] };
  while (message.next()) {
    if (message.field > 2) {
      message.skip();
      continue;
    }
    message.range();
    if (message.field === 1) {
      parts.nameStarts.push(message.start);
      parts.nameEnds.push(message.end);
      continue;
    }
    // Servers send one packed run of values a level.
    const level = new MessageReader(bytes, message.start, message.end, false);
    if (level.next()) {
      level.range();
      parts.levels.push(bytes.subarray(level.start, level.end));
    }
    if (!level.atEnd) {
      return undefined;
    }
  }
  return parts;
}

function outlinedLevels({ nameStarts, levels }: Message, finest: number): OutlinedLevel[] | undefined {
  const extents = new Float64Array(MOST_READ * 2);
  const rests = new Uint32Array(MOST_READ);
  const rest = new Float64Array(2);
  const outlined: OutlinedLevel[] = [];
  // Of the nodes to follow, where their children may begin, where they end and their place on their level.
  let [begins, ends, places] = [[0], [Infinity], [NONE]];
  let [least, nodes] = [0, 0];
  for (let level = 0; level < levels.length && begins.length > 0; level++) {
    const own: OutlinedLevel = { parent: [], name: [], total: [], self: [] };
    const [nextBegins, nextEnds, nextPlaces]: [number[], number[], number[]] = [[], [], []];
    const bytes = levels[level];
    let [x, above, next] = [0, 0, 0];
    while (next < bytes.length && above < begins.length) {
      const isLast = bytes.length - next < ENOUGH;
      const read = isLast ? countVarints(bytes.subarray(next)) / PER_NODE : READ_AHEAD;
      if (read === 0 || !Number.isInteger(read)) {
        return undefined;
      }
      next = readExtents(bytes, next, extents, rests, read);
      for (let at = 0; at < read; at++) {
        const start = x + extents[2 * at];
        const total = extents[2 * at + 1];
        const end = start + total;
        x = end;
        while (above < begins.length && start >= ends[above]) {
          above++;
        }
        // What takes nothing cannot be seen, and may lie at the end of its parent.
        if (above === begins.length || start < begins[above] || total === 0) {
          continue;
        }
        readVarints(bytes, rests[at], rest, 0, 2);
        const [self, name] = rest;
        if (!(self >= 0 && total >= self && end <= ends[above] && name >= 0 && name < nameStarts.length)) {
          return undefined;
        }
        if (level === 0) {
          least = total * finest;
        }
        const place = own.name.push(name) - 1;
        own.parent.push(places[above]);
        own.total.push(total);
        own.self.push(self);
        if (total >= least) {
          nextBegins.push(start + self);
          nextEnds.push(end);
          nextPlaces.push(place);
        }
      }
      if (nodes + own.name.length > MOST) {
        return undefined;
      }
    }
    nodes += own.name.length;
    outlined.push(own);
    [begins, ends, places] = [nextBegins, nextEnds, nextPlaces];
  }
  return outlined[0]?.name.length === 1 ? outlined : undefined;
}

/** Nodes that come level by level, depth first. */
function treeOf(levels: readonly OutlinedLevel[], bytes: Uint8Array, { nameStarts, nameEnds }: Message): CallTree {
  /** Of each level, how many nodes each of its nodes has below it, and itself. */
  const sizes = levels.map(({ name }) => new Uint32Array(name.length).fill(1));
  for (let level = levels.length - 1; level > 0; level--) {
    levels[level].parent.forEach((parent, at) => (sizes[level - 1][parent] += sizes[level][at]));
  }
  const length = sizes[0][0];
  const columns = rowColumns(length);
  const named: number[] = [];
  const rowOf = new Int32Array(nameStarts.length).fill(NONE);
  /** Of the nodes of the level above, their rows and where the next of their children goes. */
  let [rowsAbove, next] = [new Uint32Array(0), new Uint32Array(1)];
  for (const [level, { parent, name, total, self }] of levels.entries()) {
    const rows = new Uint32Array(name.length);
    for (let at = 0; at < name.length; at++) {
      const row = level === 0 ? 0 : next[parent[at]];
      if (level > 0) {
        next[parent[at]] += sizes[level][at];
      }
      rows[at] = row;
      if (rowOf[name[at]] === NONE) {
        rowOf[name[at]] = named.push(name[at]) - 1;
      }
      columns.function[row] = rowOf[name[at]];
      columns.parent[row] = level === 0 ? NONE : rowsAbove[parent[at]];
      columns.depth[row] = level;
      columns.subtreeEnd[row] = row + sizes[level][at];
      columns.total[row] = total[at];
      columns.self[row] = self[at];
    }
    [rowsAbove, next] = [rows, rows.map((row) => row + 1)];
  }
  const [starts, ends] = [nameStarts, nameEnds].map((places) => named.map((name) => places[name]));
  return { length, functions: { names: readNames(bytes, starts, ends) }, ...columns, isOutline: true };
}
