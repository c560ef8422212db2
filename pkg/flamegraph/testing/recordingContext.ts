import type { PaintContext } from '../painter';

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A context that remembers what is drawn; every character is 7 pixels wide. */
export class RecordingContext implements PaintContext {
  fillStyle: unknown = '';
  strokeStyle: unknown = '';
  lineWidth = 1;
  font = '';
  textBaseline: unknown = '';
  rects: Array<Rect & { fill: unknown }> = [];
  outlines: Array<Rect & { stroke: unknown }> = [];
  texts: Array<{ text: string; x: number; y: number; fill: unknown }> = [];

  setTransform(): void {}

  clearRect(): void {
    this.rects = [];
    this.outlines = [];
    this.texts = [];
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.rects.push({ x, y, width, height, fill: this.fillStyle });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.outlines.push({ x, y, width, height, stroke: this.strokeStyle });
  }

  fillText(text: string, x: number, y: number): void {
    this.texts.push({ text, x, y, fill: this.fillStyle });
  }

  measureText(text: string): { width: number } {
    return { width: text.length * 7 };
  }
}
