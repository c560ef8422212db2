import { type DataFrame, FieldType } from '@grafana/data';
import { marksBeside, marksOf } from './marks';

const field = (name: string, type: FieldType, values: unknown[], config = {}) => ({ name, type, values, config });

const exemplars: DataFrame = {
  name: 'exemplar',
  length: 1,
  fields: [
    field('Time', FieldType.time, [1000]),
    field('Value', FieldType.number, [2048], { unit: 'bytes' }),
    field('Id', FieldType.string, ['abc'], { displayName: 'Profile ID' }),
    field('pod', FieldType.string, ['']),
  ],
};

it('tells exemplars from annotations', () => {
  const notes: DataFrame = {
    name: 'annotations',
    length: 2,
    fields: [
      field('time', FieldType.time, [1000, 2000]),
      field('timeEnd', FieldType.number, [0, 3000]),
      field('text', FieldType.string, ['v2', 'throttled']),
      field('tags', FieldType.other, [['deploy'], undefined]),
    ],
  };
  const { annotations, points } = marksOf([exemplars, notes]);
  expect(points.map(({ time, value, unit }) => [time, value, unit])).toEqual([[1000, 2048, 'bytes']]);
  expect(annotations).toEqual([
    { time: 1000, timeEnd: undefined, title: '', text: 'v2', tags: ['deploy'], color: undefined },
    { time: 2000, timeEnd: 3000, title: '', text: 'throttled', tags: [], color: undefined },
  ]);
});

it('keeps marks with the frames of their query, and those of no query with all', () => {
  const note = { name: 'annotations', length: 0, fields: [] };
  const of = (refId: string): DataFrame => ({ ...exemplars, refId });
  expect(marksBeside([of('A')], [of('A'), of('B'), note])).toEqual([of('A'), note]);
});

it('keeps exemplars with their own series', () => {
  const of = (version: string): DataFrame => ({
    ...exemplars,
    refId: 'A',
    fields: [{ ...field('Value', FieldType.number, [1]), labels: { version } }],
  });
  expect(marksBeside([{ ...of('v1'), name: 'series' }], [of('v1'), of('v2')])).toEqual([of('v1')]);
});
