import { type DataFrame, type Field, FieldType } from '@grafana/data';

/** A moment or a stretch of time that something was noted at. */
export interface Annotation {
  time: number;
  timeEnd?: number;
  title: string;
  text: string;
  tags: string[];
  color?: string;
}

/** A single measurement, drawn as a point: row `row` of `frame`. */
export interface Point {
  frame: DataFrame;
  row: number;
  time: number;
  value: number;
  unit: string;
}

/** The marks that belong to some frames: those of their queries, exemplars only of the same series; and those of no query. */
export function marksBeside(frames: DataFrame[], marks: DataFrame[] = []): DataFrame[] {
  return marks.filter(
    (mark) =>
      !mark.refId ||
      frames.some(
        (frame) => frame.refId === mark.refId && (mark.name !== 'exemplar' || seriesOf(frame) === seriesOf(mark))
      )
  );
}

function seriesOf({ fields }: DataFrame): string {
  const labels = fields.find((field) => field.type === FieldType.number && field.labels)?.labels ?? {};
  return JSON.stringify(Object.entries(labels).sort());
}

/** What the frames with the topic "annotations" hold; exemplars come among them, by their name. */
export function marksOf(frames: DataFrame[] = []): { annotations: Annotation[]; points: Point[] } {
  const annotations: Annotation[] = [];
  const points: Point[] = [];
  for (const frame of frames) {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    if (!time) {
      continue;
    }
    const value = frame.fields.find(({ type }) => type === FieldType.number);
    for (let row = 0; row < frame.length; row++) {
      if (frame.name === 'exemplar' && value) {
        points.push({ frame, row, time: time.values[row], value: value.values[row], unit: value.config.unit ?? '' });
      } else if (frame.name !== 'exemplar') {
        annotations.push(annotationOf(frame, time, row));
      }
    }
  }
  return { annotations, points };
}

function annotationOf(frame: DataFrame, time: Field, row: number): Annotation {
  const cell = (name: string): unknown => frame.fields.find((field) => field.name === name)?.values[row];
  const end = Number(cell('timeEnd') ?? 0);
  const tags = cell('tags');
  return {
    time: time.values[row],
    timeEnd: end > time.values[row] ? end : undefined,
    title: String(cell('title') ?? ''),
    text: String(cell('text') ?? ''),
    tags: Array.isArray(tags) ? tags.map(String) : [],
    color: cell('color') ? String(cell('color')) : undefined,
  };
}
