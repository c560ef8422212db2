import type { PaintContext } from '../../../pkg/flamegraph/painter';

/**
 * Takes what the painter draws on a canvas as the elements of an SVG image, in the same pixels. Text is measured by the
 * canvas that `measure` asks, in the font that is set.
 */
export class SvgContext implements PaintContext {
  fillStyle: unknown = '#000';
  strokeStyle: unknown = '#000';
  lineWidth = 1;
  font = '';
  textBaseline: unknown = 'middle';
  private readonly elements: string[] = [];
  private groupStyle = '';

  constructor(private readonly measure: (text: string, font: string) => number) {}

  /** The painter's transform only scales to the pixels of a screen, which an image of vectors has none of. */
  setTransform(): void {}

  /** Nothing is below what is drawn. */
  clearRect(): void {}

  fillRect(x: number, y: number, width: number, height: number): void {
    this.group(`fill="${String(this.fillStyle)}"`);
    this.elements.push(`<rect${place(x, y)} width="${short(width)}" height="${short(height)}"/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.group(`fill="none" stroke="${String(this.strokeStyle)}" stroke-width="${this.lineWidth}"`);
    this.elements.push(`<rect${place(x, y)} width="${short(width)}" height="${short(height)}"/>`);
  }

  fillText(text: string, x: number, y: number): void {
    this.group(
      `fill="${String(this.fillStyle)}" style="${xmlText(`font: ${this.font}; white-space: pre`)}" dominant-baseline="central"`
    );
    this.elements.push(`<text${place(x, y)}>${xmlText(text)}</text>`);
  }

  measureText(text: string): { width: number } {
    return { width: this.measure(text, this.font) };
  }

  /** The elements so far. */
  markup(): string {
    return this.elements.join('') + (this.groupStyle === '' ? '' : '</g>');
  }

  /** What is drawn in one style is one group. */
  private group(style: string): void {
    if (style !== this.groupStyle) {
      this.elements.push(`${this.groupStyle === '' ? '' : '</g>'}<g ${style}>`);
      this.groupStyle = style;
    }
  }
}

function place(x: number, y: number): string {
  return ` x="${short(x)}" y="${short(y)}"`;
}

/** A hundredth of a pixel is as fine as anyone sees. */
function short(pixels: number): string {
  return String(Math.round(pixels * 100) / 100);
}

/** Text within XML 1.0, which has no way to write most control characters and halves of a character. */
export function xmlText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
