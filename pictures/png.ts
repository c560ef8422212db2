import { deflateSync, inflateSync } from 'node:zlib';

/** 8 bits a channel, three channels, rows from the top, without gaps. */
export interface Rgb {
  width: number;
  height: number;
  data: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const MOST_COLOURS = 256;

/** Reads what a browser writes as a screenshot: 8 bits, RGB or RGBA (whose alpha is dropped), not interlaced. */
export function readPng(file: Uint8Array): Rgb {
  const { chunks, header } = chunksOf(file);
  const [width, height] = [header.getUint32(0), header.getUint32(4)];
  const channels = { 2: 3, 6: 4 }[header.getUint8(9)];
  if (channels === undefined || header.getUint8(8) !== 8 || header.getUint8(12) !== 0) {
    throw new Error('Only 8-bit RGB or RGBA pictures that are not interlaced can be read.');
  }
  const lines = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const stride = width * channels;
  const data = new Uint8Array(width * height * 3);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const row = new Uint8Array(lines.subarray(start + 1, start + 1 + stride));
    undoFilter(lines[start], row, above, channels);
    for (let x = 0; x < width; x++) {
      data.set(row.subarray(x * channels, x * channels + 3), (y * width + x) * 3);
    }
    above = row;
  }
  return { width, height, data };
}

/**
 * Writes at most 256 colours, each pixel with the nearest of them: without loss where the picture has no more, and of a
 * page of text and plain areas nothing that the eye sees. The same pixels make the same bytes.
 */
export function writeSmallPng({ width, height, data }: Rgb): Uint8Array {
  const palette = paletteOf(data);
  const indexOf = nearestIn(palette);
  const lines = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      lines[y * (width + 1) + 1 + x] = indexOf(colourAt(data, (y * width + x) * 3));
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 3);
  const colours = Uint8Array.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Width and height of any PNG. */
export function sizeOfPng(file: Uint8Array): { width: number; height: number } {
  const { header } = chunksOf(file);
  return { width: header.getUint32(0), height: header.getUint32(4) };
}

function chunksOf(file: Uint8Array) {
  if (!SIGNATURE.every((byte, index) => file[index] === byte)) {
    throw new Error('This is no PNG.');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Array<{ type: string; data: Uint8Array }> = [];
  for (let at = SIGNATURE.length; at < file.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  const { buffer, byteOffset, byteLength } = chunks[0].data;
  return { chunks, header: new DataView(buffer, byteOffset, byteLength) };
}

/** The five filters of PNG, each a guess from the pixel before and the one above. */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, channels: number): void {
  for (let index = 0; index < row.length; index++) {
    const left = index < channels ? 0 : row[index - channels];
    const up = above[index];
    const corner = index < channels ? 0 : above[index - channels];
    row[index] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

function colourAt(data: Uint8Array, at: number): number {
  return (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
}

const channelOf = (colour: number, channel: number) => (colour >> (16 - 8 * channel)) & 255;

interface Box {
  /** Colours and how many pixels have each. */
  colours: Array<[number, number]>;
  widest: number;
  spread: number;
}

/**
 * The box of colours that has most to gain is split at its middle pixel, until there are as many as the palette holds;
 * each box is the colour that most of its pixels have, so that areas and text keep theirs exactly.
 */
function paletteOf(data: Uint8Array): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 3) {
    const colour = colourAt(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const boxes = [boxOf([...counts])];
  while (boxes.length < MOST_COLOURS) {
    const most = boxes.reduce((one, other) => (other.spread > one.spread ? other : one));
    if (most.spread === 0) {
      break;
    }
    boxes.splice(boxes.indexOf(most), 1, ...split(most));
  }
  return boxes
    .map(({ colours }) => colours.reduce((one, other) => (other[1] > one[1] ? other : one))[0])
    .sort((one, other) => one - other);
}

function boxOf(colours: Array<[number, number]>): Box {
  const spreads = [0, 1, 2].map((channel) => {
    const values = colours.map(([colour]) => channelOf(colour, channel));
    return (
      values.reduce((most, value) => Math.max(most, value), 0) -
      values.reduce((least, value) => Math.min(least, value), 255)
    );
  });
  const widest = spreads.indexOf(Math.max(...spreads));
  const pixels = colours.reduce((sum, [, count]) => sum + count, 0);
  return { colours, widest, spread: colours.length > 1 ? spreads[widest] * Math.sqrt(pixels) : 0 };
}

function split({ colours, widest }: Box): [Box, Box] {
  const sorted = [...colours].sort(
    (one, other) => channelOf(one[0], widest) - channelOf(other[0], widest) || one[0] - other[0]
  );
  const half = sorted.reduce((sum, [, count]) => sum + count, 0) / 2;
  let at = 0;
  for (let sum = 0; sum < half; at++) {
    sum += sorted[at][1];
  }
  const cut = Math.min(Math.max(at, 1), sorted.length - 1);
  return [boxOf(sorted.slice(0, cut)), boxOf(sorted.slice(cut))];
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const distance = (one: number, other: number) =>
    [0, 1, 2].reduce((sum, channel) => sum + (channelOf(one, channel) - channelOf(other, channel)) ** 2, 0);
  return (colour) => {
    let index = known.get(colour);
    if (index === undefined) {
      const distances = palette.map((candidate) => distance(candidate, colour));
      index = distances.indexOf(Math.min(...distances));
      known.set(colour, index);
    }
    return index;
  };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of whole.subarray(4, 8 + data.length)) {
    crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  }
  whole.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 8 + data.length);
  return whole;
}
