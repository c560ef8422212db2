import { BarLayout } from '../../../pkg/flamegraph/layout';
import { Painter, type PaintContext } from '../../../pkg/flamegraph/painter';
import { t } from '../../wording/t';
import { ROW_HEIGHT, type GraphScene } from '../graph/graphSurface';
import { SvgContext, xmlText } from './svgContext';
import { wrapText } from './wrapText';

/** A flame graph as it is zoomed, all of its rows, with what it is of above it. */
export interface ImageSource {
  graph: GraphScene;
  lines: string[];
  /** Of the caption, as CSS writes a font. */
  font: string;
  color: string;
  background: string;
}

/** Browsers take no canvas that is higher (Chrome and Firefox: 32,767; Safari: 16,384), and nobody reads one. */
const MOST_PIXELS = 16_000;
const MOST_ROWS = 700;
const PADDING = 8;
const LINE_HEIGHT = 18;

/** PNG, with two pixels for one on screen where there is room for them. */
export async function pngImage(source: ImageSource): Promise<Blob> {
  const image = layOut(source);
  const pixelRatio = Math.min(2, MOST_PIXELS / image.height);
  const whole = canvasOf(image.width, image.height, pixelRatio);
  paintCaption(whole.context, source, image);
  const bars = canvasOf(image.bars.width, image.bars.height, pixelRatio);
  image.paintBars(bars.context, pixelRatio);
  whole.context.drawImage(bars.canvas, PADDING, image.barsTop, image.bars.width, image.bars.height);
  return new Promise((resolve, reject) =>
    whole.canvas.toBlob(
      (blob) =>
        blob ? resolve(blob) : reject(new Error(t('panel.export.no-image', 'The browser could not make the image'))),
      'image/png'
    )
  );
}

export function svgImage(source: ImageSource): Blob {
  const image = layOut(source);
  const measure = textRuler();
  const caption = new SvgContext(measure);
  paintCaption(caption, source, image);
  const bars = new SvgContext(measure);
  image.paintBars(bars, 1);
  const { width, height } = image;
  const title = xmlText(source.lines[0]);
  return new Blob(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>`,
      caption.markup(),
      `<g transform="translate(${PADDING} ${image.barsTop})">${bars.markup()}</g></svg>\n`,
    ],
    { type: 'image/svg+xml' }
  );
}

interface Image {
  width: number;
  height: number;
  lines: string[];
  barsTop: number;
  bars: { width: number; height: number };
  paintBars(context: PaintContext, pixelRatio: number): void;
}

function layOut({ graph, lines, font }: ImageSource): Image {
  const layout = new BarLayout();
  layout.reset(graph.tree, graph.focus, graph.width, graph.folds, graph.sides, graph.minShare);
  layout.extend(MOST_ROWS);
  const bars = { width: graph.width, height: layout.rows * ROW_HEIGHT };
  const said = layout.complete
    ? lines
    : [...lines, t('panel.export.rows', 'Only the first {{count}} rows', { count: layout.rows })];
  const measure = textRuler();
  const caption = said.flatMap((line) => wrapText(line, bars.width, (text) => measure(text, font)));
  const barsTop = PADDING + caption.length * LINE_HEIGHT + PADDING;
  return {
    width: bars.width + 2 * PADDING,
    height: barsTop + bars.height + PADDING,
    lines: caption,
    barsTop,
    bars,
    paintBars(context, pixelRatio) {
      const viewport = { ...bars, scroll: 0, rowHeight: ROW_HEIGHT, orientation: graph.orientation };
      new Painter().paint(context, { ...graph, layout, viewport, pixelRatio });
    },
  };
}

function paintCaption(
  context: Pick<PaintContext, 'fillStyle' | 'font' | 'textBaseline' | 'fillRect' | 'fillText'>,
  { font, color, background }: ImageSource,
  { width, height, lines }: Image
): void {
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = color;
  context.font = font;
  context.textBaseline = 'middle';
  lines.forEach((line, at) => context.fillText(line, PADDING, PADDING + (at + 0.5) * LINE_HEIGHT));
}

/** How wide a text is in a font. */
function textRuler(): (text: string, font: string) => number {
  const { context } = canvasOf(1, 1, 1);
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}

function canvasOf(width: number, height: number, pixelRatio: number) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * pixelRatio);
  canvas.height = Math.ceil(height * pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) {
    throw new Error(t('panel.export.no-image', 'The browser could not make the image'));
  }
  context.scale(pixelRatio, pixelRatio);
  return { canvas, context };
}
