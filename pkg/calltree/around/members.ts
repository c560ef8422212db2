import { grown, GrowingColumn } from '../growingColumn';

/** Rows that were reached, each with the row at the start that led to it. */
export class Reached {
  length = 0;
  at: Uint32Array = new Uint32Array(256);
  from: Uint32Array = new Uint32Array(256);

  makeRoom(rows: number): void {
    if (rows > this.at.length) {
      this.at = grown(this.at, rows);
      this.from = grown(this.from, rows);
    }
  }
}

/** The rows that the nodes of a level stand for, node after node. */
export class Members extends Reached {
  /** Where the rows of each node begin; at the end, where those of the last one end. */
  readonly begins = new GrowingColumn();

  clear(): void {
    this.length = 0;
    this.begins.truncate(0);
  }
}
