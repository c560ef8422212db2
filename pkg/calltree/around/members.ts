import { grown, GrowingColumn } from '../growingColumn';

/** Rows, each with the row at the start that led to it. */
class Rows {
  length = 0;
  row: Uint32Array = new Uint32Array(256);
  source: Uint32Array = new Uint32Array(256);

  /** Room for so many rows in all. */
  makeRoom(rows: number): void {
    if (rows > this.row.length) {
      this.row = grown(this.row, rows);
      this.source = grown(this.source, rows);
    }
  }
}

/** What the rows of one node lead to, and the place of each one's function among all names. */
export class Reached extends Rows {
  place: Uint32Array = new Uint32Array(256);

  override makeRoom(rows: number): void {
    super.makeRoom(rows);
    if (this.row.length > this.place.length) {
      this.place = grown(this.place, this.row.length);
    }
  }
}

/** The nodes of a level that are followed, and the rows they stand for, node after node. */
export class Members extends Rows {
  readonly nodes = new GrowingColumn();
  readonly whereabouts = new GrowingColumn();
  /** Where the rows of each node begin; those of the last one end with the rows. */
  readonly begins = new GrowingColumn();

  /** Adds a node and room for its rows; answers where they begin. */
  add(node: number, whereabouts: number, rows: number): number {
    const begin = this.length;
    this.nodes.push(node);
    this.whereabouts.push(whereabouts);
    this.begins.push(begin);
    this.length += rows;
    this.makeRoom(this.length);
    return begin;
  }

  endOf(at: number): number {
    return at + 1 < this.begins.length ? this.begins.at(at + 1) : this.length;
  }

  clear(): void {
    this.length = 0;
    this.nodes.truncate(0);
    this.whereabouts.truncate(0);
    this.begins.truncate(0);
  }
}
