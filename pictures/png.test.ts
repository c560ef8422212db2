import { deflateSync } from 'node:zlib';
import { readPng, sizeOfPng, writeSmallPng, type Rgb } from './png';

function picture(width: number, height: number, colour: (x: number, y: number) => [number, number, number]): Rgb {
  const pixels = Array.from({ length: width * height }, (_, at) => colour(at % width, Math.floor(at / width)));
  return { width, height, data: Uint8Array.from(pixels.flat()) };
}

/** The palette's picture back as RGB, by the format's own rules. */
function unpalette(file: Uint8Array): Rgb {
  const buffer = Buffer.from(file);
  const at = (type: string) => buffer.indexOf(type, 0, 'latin1');
  const data = (type: string) => buffer.subarray(at(type) + 4, at(type) + 4 + buffer.readUInt32BE(at(type) - 4));
  const [colours, lines] = [data('PLTE'), require('node:zlib').inflateSync(data('IDAT')) as Buffer];
  const { width, height } = sizeOfPng(file);
  return picture(width, height, (x, y) => {
    const index = lines[y * (width + 1) + 1 + x] * 3;
    return [colours[index], colours[index + 1], colours[index + 2]];
  });
}

it('keeps up to 256 colours as they are, and writes the same bytes for the same pixels', () => {
  const few = picture(40, 30, (x, y) => [x < 20 ? 10 : 250, (y % 8) * 30, x % 15]);
  expect(unpalette(writeSmallPng(few))).toEqual(few);
  expect(writeSmallPng(few)).toEqual(writeSmallPng(few));
});

it('of more, keeps those that most pixels have, and is near with the rest', () => {
  const many = picture(48, 48, (x, y) => (y < 24 ? [17, 18, 23] : [x * 5, y * 5, (x * y) % 64]));
  const { data } = unpalette(writeSmallPng(many));
  expect(data.subarray(0, 48 * 24 * 3)).toEqual(many.data.subarray(0, 48 * 24 * 3));
  const off = data.reduce((sum, value, index) => sum + Math.abs(value - many.data[index]), 0) / data.length;
  expect(off).toBeLessThan(6);
});

it('reads each filter of PNG, with alpha and without', () => {
  for (const channels of [3, 4]) {
    // Two rows of each filter, all bytes 5: what they stand for follows from the filter's rule.
    const rows = [0, 1, 2, 3, 4].map((filter) => [filter, ...Array.from({ length: 2 * channels }, () => 5)]);
    const header = Buffer.alloc(13);
    header.writeUInt32BE(2, 0);
    header.writeUInt32BE(5, 4);
    header.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
    const part = (type: string, data: Uint8Array) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(data.length);
      return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
    };
    const file = Buffer.concat([
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      part('IHDR', header),
      part('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
      part('IEND', new Uint8Array()),
    ]);
    const { data } = readPng(file);
    const firstOfEachPixel = Array.from({ length: 10 }, (_, at) => data[at * 3]);
    // None: 5 5. Sub: 5 10. Up: 10 15. Average: 5 + 10/2 = 10, 5 + (10 + 15)/2 = 17. Paeth: 5 + 10, 5 + 17 (nearest is above).
    expect(firstOfEachPixel).toEqual([5, 5, 5, 10, 10, 15, 10, 17, 15, 22]);
  }
  expect(() => readPng(Uint8Array.of(1, 2, 3))).toThrow('no PNG');
});
