import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The data of a folder cannot be relied on; nothing was changed in it. */
export class DamagedDataError extends Error {
  constructor(
    readonly dataDir: string,
    /** What is wrong with it, for who wants to know. */
    readonly detail: string,
    options?: ErrorOptions
  ) {
    super(`${dataDir} is damaged: ${detail}`, options);
  }
}

// The layout of LMDB's data version 2, little-endian, as its header comments and `mdb.c` of lmdb 3.5 have it.
const MAGIC = 0xbeefc0de;
const VERSION = 2;
const HEADER = 24;
const NODE_HEADER = 8;
const TREE_BYTES = 48;
const OVERFLOW_BYTES = 24;
const NO_PAGE = 2 ** 64;
const BRANCH = 0x01;
const LEAF = 0x02;
const OVERFLOW = 0x04;
const META = 0x08;
const BIG_DATA = 0x01;
const SUB_TREE = 0x02;
const INTEGER_KEYS = 0x08;
/** How folders were written before; in their headers it says nothing of their pages. */
const OVERLAPPING_SYNC = 0x1000;
const METAS = 2;
/** Half of what a process can address on the machines of today. */
const MAX_MAP = 2 ** 46;
/** LMDB's own limit. */
const MAX_DEPTH = 32;

interface Tree {
  flags: number;
  depth: number;
  branchPages: number;
  leafPages: number;
  overflowPages: number;
  entries: number;
  root: number;
}

interface Meta {
  transaction: number;
  lastPage: number;
  /** Bytes of the address space that the file may take. */
  mapSize: number;
  pageSize: number;
  free: Tree;
  main: Tree;
}

interface Node {
  flags: number;
  key: Buffer;
  /** What stands in the page: for large data where it is. */
  data: Buffer;
  size: number;
}

/**
 * Reads the structure of an LMDB data file, every page that something points to, without LMDB: it maps the file and
 * follows what it finds, so a damaged one ends the process. Contents are not looked at. Time goes with the number of
 * profiles, not with their size.
 * @throws Error with what is wrong; the system's own where the file cannot be read.
 */
export function checkDataFile(path: string): void {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    // LMDB makes one of an empty file, as of none.
    if (size > 0) {
      new DataFile(fd, size).check();
    }
  } finally {
    closeSync(fd);
  }
}

class DataFile {
  private readonly meta: Meta;
  private readonly used: Uint8Array;

  constructor(
    private readonly fd: number,
    private readonly size: number
  ) {
    const first = this.readMeta(0, 0);
    const second = this.readMeta(1, first.pageSize);
    // Every commit writes the older of the two.
    if (Math.abs(first.transaction - second.transaction) > 1) {
      throw new Error(`its two headers are of transactions ${first.transaction} and ${second.transaction}`);
    }
    this.meta = first.transaction >= second.transaction ? first : second;
    if (second.pageSize !== first.pageSize) {
      throw new Error('its two headers do not agree on the size of a page');
    }
    const { lastPage, pageSize, mapSize } = this.meta;
    // Pages that are free need not be in the file, but all have room in the map.
    if (lastPage < METAS - 1 || (lastPage + 1) * pageSize > mapSize || mapSize > MAX_MAP) {
      throw new Error(`its last page is said to be ${lastPage}, of ${mapSize} bytes`);
    }
    this.used = new Uint8Array(Math.floor(size / pageSize));
    this.used.fill(1, 0, METAS);
  }

  check(): void {
    const { free, main } = this.meta;
    const names: Tree[] = [];
    this.walk(main, (node) => {
      if (node.flags !== SUB_TREE || node.data.length !== TREE_BYTES) {
        throw new Error('its list of tables has an entry that is none');
      }
      names.push(readTree(node.data, 0));
    });
    for (const tree of names) {
      if (tree.flags !== 0) {
        throw new Error('a table is of a kind that is not used here');
      }
      this.walk(tree, ({ flags }) => {
        if ((flags & ~BIG_DATA) !== 0) {
          throw new Error('an entry is of a kind that is not used here');
        }
      });
    }
    const lists: Buffer[] = [];
    this.walk(free, (node) => {
      if (node.key.length !== 8 || (node.flags & ~BIG_DATA) !== 0) {
        throw new Error('its list of free pages has an entry that is none');
      }
      lists.push(this.dataOf(node));
    });
    lists.forEach((list) => this.checkFree(list));
  }

  private readMeta(index: number, offset: number): Meta {
    const at = this.read(offset, HEADER + 136);
    const meta = at.subarray(HEADER);
    if (!(at.readUInt16LE(18) & META) || meta.readUInt32LE(0) !== MAGIC || meta.readUInt32LE(4) !== VERSION) {
      throw new Error(index === 0 ? 'it does not begin as a data file does' : 'its second header is not there');
    }
    const pageSize = meta.readUInt32LE(24);
    if (pageSize < 512 || pageSize > 0x10000 || (pageSize & (pageSize - 1)) !== 0) {
      throw new Error(`its pages are said to have ${pageSize} bytes`);
    }
    const transaction = word(meta, 128);
    // Transaction N is in header N % 2; a new file has 0 in both.
    if (transaction !== 0 && transaction % 2 !== index) {
      throw new Error(`header ${index} is of transaction ${transaction}`);
    }
    const free = readTree(meta, 24);
    const main = readTree(meta, 72);
    if (main.flags !== 0 || (free.flags & ~OVERLAPPING_SYNC) !== INTEGER_KEYS) {
      throw new Error('its tables are of a kind that is not used here');
    }
    return { transaction, lastPage: word(meta, 120), mapSize: word(meta, 16), pageSize, free, main };
  }

  /** Visits every page of a tree, and compares what it counts with what the tree says of itself. */
  private walk(tree: Tree, visit: (node: Node) => void): void {
    const counted = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
    const down = (number: number, depth: number) => {
      const page = this.page(number);
      const isLeaf = depth === tree.depth;
      if (page.readUInt16LE(18) !== (isLeaf ? LEAF : BRANCH)) {
        throw new Error(`page ${number} is not of the kind that is expected there`);
      }
      const nodes = this.nodesOf(page, number, isLeaf);
      counted[isLeaf ? 'leafPages' : 'branchPages']++;
      for (const node of nodes) {
        if (!isLeaf) {
          down(childOf(node), depth + 1);
          continue;
        }
        counted.entries++;
        counted.overflowPages += node.flags & BIG_DATA ? this.claimOverflow(node) : 0;
        visit(node);
      }
    };
    if (tree.root !== NO_PAGE) {
      if (tree.depth < 1 || tree.depth > MAX_DEPTH) {
        throw new Error(`a table is said to be ${tree.depth} pages deep`);
      }
      down(tree.root, 1);
    } else if (tree.depth !== 0) {
      throw new Error('a table without pages is said to be deep');
    }
    for (const [what, count] of Object.entries(counted)) {
      if (tree[what as keyof typeof counted] !== count) {
        throw new Error(`a table has ${count} ${what} where it should have ${tree[what as keyof typeof counted]}`);
      }
    }
  }

  /** Takes a page, which nothing else may point to. */
  private claim(number: number): void {
    if (number > this.meta.lastPage || number >= this.used.length) {
      throw new Error(`page ${number} is missing: the file ends before it`);
    }
    if (this.used[number] !== 0) {
      throw new Error(`page ${number} is used twice`);
    }
    this.used[number] = 1;
  }

  private page(number: number): Buffer {
    this.claim(number);
    const page = this.read(number * this.meta.pageSize, this.meta.pageSize);
    this.checkNumber(page, number);
    return page;
  }

  private checkNumber(page: Buffer, number: number): void {
    if (word(page, 0) !== number) {
      throw new Error(`page ${number} says it is another`);
    }
  }

  private nodesOf(page: Buffer, number: number, isLeaf: boolean): Node[] {
    const room = this.meta.pageSize - HEADER;
    const lower = page.readUInt16LE(20);
    const upper = page.readUInt16LE(22);
    if (lower % 2 !== 0 || lower > upper || upper > room || lower < (isLeaf ? 2 : 4)) {
      throw new Error(`page ${number} has its bounds wrong`);
    }
    return Array.from({ length: lower / 2 }, (_, i) => {
      const start = page.readUInt16LE(HEADER + 2 * i);
      if (start < upper || start > room - NODE_HEADER) {
        throw new Error(`entry ${i} of page ${number} lies outside it`);
      }
      const at = HEADER + start;
      const flags = page.readUInt16LE(at + 4);
      const keyEnd = at + NODE_HEADER + page.readUInt16LE(at + 6);
      const size = page.readUInt32LE(at);
      const dataEnd = keyEnd + (!isLeaf ? 0 : flags & BIG_DATA ? OVERFLOW_BYTES : size);
      if (dataEnd > page.length) {
        throw new Error(`entry ${i} of page ${number} does not fit in it`);
      }
      return { flags, key: page.subarray(at + NODE_HEADER, keyEnd), data: page.subarray(keyEnd, dataEnd), size };
    });
  }

  private claimOverflow(node: Node): number {
    const number = word(node.data, 0);
    const pages = word(node.data, 16);
    if (pages !== Math.floor((HEADER - 1 + node.size) / this.meta.pageSize) + 1) {
      throw new Error(`the ${node.size} bytes at page ${number} are said to take ${pages} pages`);
    }
    for (let i = 0; i < pages; i++) {
      this.claim(number + i);
    }
    const header = this.read(number * this.meta.pageSize, HEADER);
    this.checkNumber(header, number);
    if (header.readUInt16LE(18) !== OVERFLOW || header.readUInt32LE(20) !== pages) {
      throw new Error(`page ${number} is not the first of ${pages}`);
    }
    return pages;
  }

  private dataOf(node: Node): Buffer {
    return node.flags & BIG_DATA ? this.read(word(node.data, 0) * this.meta.pageSize + HEADER, node.size) : node.data;
  }

  /** A count, then as many numbers: of a page, 0 for none, or below 0 a length that the first page follows. */
  private checkFree(list: Buffer): void {
    const count = list.length >= 8 ? signed(list, 0) : -1;
    if (count < 0 || list.length < 8 * (count + 1)) {
      throw new Error('a list of free pages is shorter than it says');
    }
    for (let i = 1; i <= count; i++) {
      const entry = signed(list, 8 * i);
      const length = entry < 0 ? -entry : 1;
      if (entry < 0 && i === count) {
        throw new Error('a list of free pages ends too early');
      }
      const first = entry < 0 ? signed(list, 8 * ++i) : entry;
      if (entry !== 0) {
        this.checkFreeRun(first, length);
      }
    }
  }

  private checkFreeRun(first: number, length: number): void {
    if (first < METAS || first + length - 1 > this.meta.lastPage) {
      throw new Error(`${length} pages from ${first} on are said to be free`);
    }
    const end = Math.min(first + length, this.used.length);
    for (let number = first; number < end; number++) {
      if (this.used[number] !== 0) {
        throw new Error(`page ${number} is said to be free and is used`);
      }
      this.used[number] = 1;
    }
  }

  private read(offset: number, length: number): Buffer {
    const buffer = Buffer.alloc(length);
    if (offset + length > this.size || readSync(this.fd, buffer, 0, length, offset) !== length) {
      throw new Error(`the file ends after ${this.size} bytes, before all of it is there`);
    }
    return buffer;
  }
}

function readTree(from: Buffer, at: number): Tree {
  return {
    flags: from.readUInt16LE(at + 4),
    depth: from.readUInt16LE(at + 6),
    branchPages: word(from, at + 8),
    leafPages: word(from, at + 16),
    overflowPages: word(from, at + 24),
    entries: word(from, at + 32),
    root: word(from, at + 40),
  };
}

/** A branch has the number of a page where a leaf has a size and flags. */
function childOf({ size, flags }: Node): number {
  return size + flags * 2 ** 32;
}

/** Of 64 bits; what is above 2^53 is no page and no count of anything here, so that its last bits do not matter. */
function word(from: Buffer, at: number): number {
  return from.readUInt32LE(at) + from.readUInt32LE(at + 4) * 2 ** 32;
}

function signed(from: Buffer, at: number): number {
  return from.readUInt32LE(at) + from.readInt32LE(at + 4) * 2 ** 32;
}
