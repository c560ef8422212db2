import {
  applyFieldOverrides,
  createTheme,
  dataFrameToJSON,
  FieldType,
  StreamingDataFrame,
  toDataFrame,
  type DataFrame,
} from '@grafana/data';
import { callTreeFromNestedSet } from '../../pkg/calltree/nestedSet';
import { rememberedTree } from './frameTree';
import { emptyProfileFrame, profileFrame } from './profileFrame';
import { profileMeta } from './profileMeta';

const tree = callTreeFromNestedSet({
  level: [0, 1, 2, 1],
  value: [10, 7, 4, 3],
  self: [0, 3, 4, 3],
  label: ['total', 'main', 'work', 'idle'],
});
const options = {
  refId: 'B',
  unit: 'ns',
  meta: { profileTypeId: 'cpu', labelSelector: '{}', range: { from: 1, to: 2 } },
};

function rows(frame: DataFrame) {
  return frame.fields.map(({ values }) => Array.from(values));
}

/** What holds the values of a field. */
function memory(frame: DataFrame, field: number) {
  return (frame.fields[field].values as unknown as Float64Array).buffer;
}

describe('profileFrame', () => {
  it('is what flame graphs and the trace view read', () => {
    const frame = profileFrame(tree, options);
    expect(frame).toMatchObject({
      name: 'response',
      refId: 'B',
      length: 4,
      meta: { preferredVisualisationType: 'flamegraph', preferredVisualisationPluginId: 'hotpath-flamegraph-panel' },
    });
    expect(frame.fields.map(({ name, type, config }) => [name, type, config.unit])).toEqual([
      ['level', FieldType.number, undefined],
      ['value', FieldType.number, 'ns'],
      ['self', FieldType.number, 'ns'],
      ['label', FieldType.enum, undefined],
    ]);
    expect(rows(frame)).toEqual([
      [0, 1, 2, 1],
      [10, 7, 4, 3],
      [0, 3, 4, 3],
      [0, 1, 2, 3],
    ]);
    expect(frame.fields[3].config.type?.enum?.text).toEqual(['total', 'main', 'work', 'idle']);
    expect(profileMeta(frame)).toEqual(options.meta);
  });

  it('holds the tree’s own columns', () => {
    const frame = profileFrame(tree, options);
    expect(memory(frame, 1)).toBe(tree.total.buffer);
    expect(memory(frame, 3)).toBe(tree.function.buffer);
  });

  it('outlives dashboards that empty the frames of an answer that was replaced', () => {
    const frame = profileFrame(tree, options);
    frame.fields.forEach(({ values }) => (values.length = 0));
    expect(rows(frame)[1]).toEqual([10, 7, 4, 3]);
  });

  it('keeps its columns through Grafana’s processing of frames', () => {
    const frame = toDataFrame(profileFrame(tree, options));
    expect(frame.length).toBe(4);
    const { values } = frame.fields[1];
    expect(memory(frame, 1)).toBe(tree.total.buffer);
    const [shown] = applyFieldOverrides({
      data: [frame],
      fieldConfig: { defaults: {}, overrides: [] },
      theme: createTheme(),
      replaceVariables: (text) => text,
    });
    expect(shown.fields[1].values).toBe(values);
    expect(shown.fields[1].config).toMatchObject({ unit: 'ns' });
    expect(shown.fields[3].config.type?.enum?.text?.[2]).toBe('work');
    expect(StreamingDataFrame.fromDataFrameJSON(dataFrameToJSON(frame)).length).toBe(4);
  });

  it('tells the range of its numbers, which Grafana would look for in all of them', () => {
    const [level, value, self] = profileFrame(tree, options).fields;
    expect(level.config).toEqual({ min: 0, max: 2 });
    expect(value.config).toEqual({ unit: 'ns', min: 0, max: 10 });
    expect(self.config).toEqual(value.config);
  });

  it('becomes lists in a snapshot, which reads back to the same tree', () => {
    const saved = JSON.parse(JSON.stringify(dataFrameToJSON(profileFrame(tree, options))));
    const [level, value, self, indices] = saved.data.values;
    expect(value).toEqual([10, 7, 4, 3]);
    const restored = callTreeFromNestedSet({
      level,
      value,
      self,
      label: { indices, texts: saved.schema.fields[3].config.type.enum.text },
    });
    expect(restored).toEqual(tree);
    const plain = JSON.parse(JSON.stringify(profileFrame(tree, options)));
    expect(plain.fields[0].values).toEqual([0, 1, 2, 1]);
  });

  it('carries both sides of a comparison', () => {
    const compared = callTreeFromNestedSet({
      level: [0, 1],
      value: [4, 4],
      self: [0, 4],
      valueRight: [6, 6],
      selfRight: [0, 6],
      label: ['total', 'main'],
    });
    const frame = profileFrame(compared, options);
    expect(frame.fields.map(({ name }) => name)).toEqual([
      'level',
      'value',
      'self',
      'label',
      'valueRight',
      'selfRight',
    ]);
    expect(frame.fields[4].config.unit).toBe('ns');
  });

  it('has a row even when there is nothing', () => {
    const frame = emptyProfileFrame({ ...options, notices: [{ severity: 'warning', text: 'nothing' }] });
    expect(frame.length).toBe(1);
    expect(rows(frame)).toEqual([[0], [0], [0], [0]]);
    expect(frame.fields[3].config.type?.enum?.text).toEqual(['total']);
    expect(frame.meta?.notices).toEqual([{ severity: 'warning', text: 'nothing' }]);
  });
});

describe('the tree of a frame', () => {
  const made = () => profileFrame(tree, options);

  it('is the one that the frame was made of, not a second one', () => {
    const frame = made();
    expect(rememberedTree(frame.fields)).toBe(tree);
    const shown = applyFieldOverrides({
      data: [frame],
      fieldConfig: { defaults: { unit: 'bytes', decimals: 2 }, overrides: [] },
      replaceVariables: (text) => text,
      theme: createTheme(),
    });
    expect(rememberedTree(shown[0].fields)).toBe(tree);
  });

  it.each<[string, (fields: DataFrame['fields']) => DataFrame['fields']]>([
    ['an array was replaced', ([level, ...rest]) => [{ ...level, values: Array.from(level.values) }, ...rest]],
    ['all arrays were replaced', (fields) => fields.map((field) => ({ ...field, values: field.values.slice(0, 2) }))],
    ['arrays changed places', ([level, value, self, label]) => [level, { ...self, name: 'value' }, value, label]],
    [
      'labels mean other texts',
      ([level, value, self, label]) => [
        level,
        value,
        self,
        { ...label, config: { type: { enum: { text: ['a', 'b', 'c', 'd'] } } } },
      ],
    ],
    ['a field is missing', (fields) => fields.slice(0, 3)],
    ['there is a side more', (fields) => [...fields, { ...fields[1], name: 'valueRight' }]],
    ['it went through JSON', (fields) => toDataFrame(JSON.parse(JSON.stringify({ fields }))).fields],
  ])('is not taken for that of other fields: %s', (_, change) => {
    expect(rememberedTree(change(made().fields))).toBeUndefined();
  });

  it('stays where the lists were emptied, which empties nothing', () => {
    const frame = made();
    frame.fields.forEach((field) => (field.values.length = 0));
    expect(rememberedTree(frame.fields)).toBe(tree);
    expect(rows(frame)[1]).toEqual([10, 7, 4, 3]);
  });

  it('is unseen by who copies or compares', () => {
    const [, value] = made().fields;
    expect(Object.keys(value)).toEqual(['name', 'type', 'config', 'values']);
    expect(JSON.stringify(value.values)).toBe('[10,7,4,3]');
    expect(made()).toEqual(made());
  });
});
