import { GrowingColumn } from '../../calltree/growingColumn';
import { type PrefixIndex, PrefixTree } from './prefixTree';

/** A stack: a row of the tree of frames, which is its leaf. 0 is the stack without frames. */
export type StackIndex = PrefixIndex;
/** A row of the tree of function names. */
export type PathIndex = PrefixIndex;

/** How many rows of each table there are. */
export interface SymbolCounts {
  strings: number;
  functions: number;
  frames: number;
  stacks: number;
  /** Follow from the stacks, and are not saved. */
  paths: number;
}

/** Rows of the tables from one count to another; columns of a table one after the other. */
export interface SymbolRows {
  strings: string[];
  functions: Uint32Array;
  frames: Uint32Array;
  stacks: Uint32Array;
}

/**
 * Every function, line and stack the store has seen, each once. Stacks are paths in a tree of frames (function, line
 * and module), kept for what needs lines; each also points at its path of function names, which is what a flame graph
 * shows. Profiles only hold stack numbers.
 */
export class Symbols {
  private readonly strings: string[] = [''];
  private readonly stringIndex = new Map<string, number>([['', 0]]);
  private readonly functionColumns = [new GrowingColumn(), new GrowingColumn(), new GrowingColumn()] as const;
  private readonly functionIndex = new Map<string, number>();
  private readonly frameColumns = [new GrowingColumn(), new GrowingColumn(), new GrowingColumn()] as const;
  private readonly frameIndex = new Map<string, number>();
  private readonly stacks = new PrefixTree();
  private readonly paths = new PrefixTree();
  private readonly pathOfStack = new GrowingColumn();

  constructor() {
    this.pathOfStack.push(0);
  }

  get counts(): SymbolCounts {
    return {
      strings: this.strings.length,
      functions: this.functionColumns[0].length,
      frames: this.frameColumns[0].length,
      stacks: this.stacks.length,
      paths: this.paths.length,
    };
  }

  string(text: string): number {
    let row = this.stringIndex.get(text);
    if (row === undefined) {
      row = this.strings.push(text) - 1;
      this.stringIndex.set(text, row);
    }
    return row;
  }

  /** `startLine` is 0 where it is not known. */
  function(name: string, file: string, startLine: number): number {
    return internRow(this.functionIndex, this.functionColumns, [this.string(name), this.string(file), startLine]);
  }

  /** `line` is 0 where it is not known. */
  frame(fn: number, line: number, module: string): number {
    return internRow(this.frameIndex, this.frameColumns, [fn, line, this.string(module)]);
  }

  /** The stack that is `caller` with one more frame at its leaf. */
  stack(caller: StackIndex, frame: number): StackIndex {
    const row = this.stacks.child(caller, frame);
    if (row === this.pathOfStack.length) {
      this.pathOfStack.push(this.paths.child(this.pathOfStack.at(caller), this.nameOfFrame(frame)));
    }
    return row;
  }

  /** A row per stack: its path of function names. */
  get stackPaths(): Uint32Array {
    return this.pathOfStack.values;
  }

  /** A row per stack: the stack it continues, and the frame that is its leaf. */
  get stackParents(): Uint32Array {
    return this.stacks.parent.values;
  }

  get stackFrames(): Uint32Array {
    return this.stacks.step.values;
  }

  frameAt(row: number): { fn: number; line: number; module: string } {
    const [fn, line, module] = this.frameColumns;
    return { fn: fn.at(row), line: line.at(row), module: this.strings[module.at(row)] };
  }

  functionAt(row: number): { name: string; file: string; startLine: number } {
    const [name, file, startLine] = this.functionColumns;
    return { name: this.strings[name.at(row)], file: this.strings[file.at(row)], startLine: startLine.at(row) };
  }

  get pathCount(): number {
    return this.paths.length;
  }

  /** A row per path: the path it continues, and the string that is its last name. */
  get pathParents(): Uint32Array {
    return this.paths.parent.values;
  }

  get pathNames(): Uint32Array {
    return this.paths.step.values;
  }

  text(row: number): string {
    return this.strings[row];
  }

  /** The path through these function names, root first, or undefined if no stack starts so. */
  findPath(names: readonly string[]): PathIndex | undefined {
    let path: PathIndex | undefined = 0;
    for (const name of names) {
      const string = this.stringIndex.get(name);
      path = string === undefined ? undefined : this.paths.find(path, string);
      if (path === undefined) {
        return undefined;
      }
    }
    return path;
  }

  rowsSince(counts: SymbolCounts): SymbolRows {
    return {
      strings: this.strings.slice(counts.strings),
      functions: tail(this.functionColumns, counts.functions),
      frames: tail(this.frameColumns, counts.frames),
      stacks: tail([this.stacks.parent, this.stacks.step], counts.stacks),
    };
  }

  /** Takes back what `rowsSince` gave, in the order it was given. */
  append(rows: SymbolRows): void {
    for (const text of rows.strings) {
      this.string(text);
    }
    appendRows(this.functionIndex, this.functionColumns, rows.functions);
    appendRows(this.frameIndex, this.frameColumns, rows.frames);
    const count = rows.stacks.length / 2;
    const frames = rows.stacks.subarray(count);
    for (let i = 0; i < count; i++) {
      this.stack(rows.stacks[i], frames[i]);
    }
  }

  /** Forgets the rows that were added since there were so many. */
  truncate(counts: SymbolCounts): void {
    for (const text of this.strings.splice(counts.strings)) {
      this.stringIndex.delete(text);
    }
    truncateRows(this.functionIndex, this.functionColumns, counts.functions);
    truncateRows(this.frameIndex, this.frameColumns, counts.frames);
    this.stacks.truncate(counts.stacks);
    this.pathOfStack.truncate(counts.stacks);
    this.paths.truncate(counts.paths);
  }

  private nameOfFrame(frame: number): number {
    return this.functionColumns[0].at(this.frameColumns[0].at(frame));
  }
}

type Row = readonly [number, number, number];
type Columns = readonly [GrowingColumn, GrowingColumn, GrowingColumn];

function internRow(index: Map<string, number>, columns: Columns, values: Row): number {
  const key = values.join();
  let row = index.get(key);
  if (row === undefined) {
    row = columns[0].push(values[0]);
    columns[1].push(values[1]);
    columns[2].push(values[2]);
    index.set(key, row);
  }
  return row;
}

function appendRows(index: Map<string, number>, columns: Columns, rows: Uint32Array): void {
  const count = rows.length / 3;
  for (let i = 0; i < count; i++) {
    internRow(index, columns, [rows[i], rows[count + i], rows[2 * count + i]]);
  }
}

function truncateRows(index: Map<string, number>, columns: Columns, length: number): void {
  for (let row = columns[0].length - 1; row >= length; row--) {
    index.delete(columns.map((column) => column.at(row)).join());
  }
  columns.forEach((column) => column.truncate(length));
}

function tail(columns: readonly GrowingColumn[], from: number): Uint32Array {
  const count = columns[0].length - from;
  const rows = new Uint32Array(count * columns.length);
  columns.forEach((column, i) => rows.set(column.values.subarray(from), i * count));
  return rows;
}
