import { dateTime, FieldType, type Field, type TimeRange } from '@grafana/data';
import type { CallTree } from '../../../pkg/calltree/tree';
import type { ProfileFrame } from '../frame/profiles';

/** As languages write them. */
const NAMES = ['total', 'net/http.(*conn).serve', 'threading.py:Thread.run', 'handle:/app/lib/http.js:1'];
const DEPTH = 60;

/** Calls of functions in several languages, each of which calls the next one; where `compares`, on both sides. */
export function exampleProfile(compares: boolean): { tree: CallTree; profile: ProfileFrame; range: TimeRange } {
  const one: CallTree = {
    length: DEPTH,
    functions: { names: NAMES },
    function: Uint32Array.from({ length: DEPTH }, (_, at) => at % NAMES.length),
    parent: Int32Array.from({ length: DEPTH }, (_, at) => at - 1),
    depth: Uint32Array.from({ length: DEPTH }, (_, at) => at),
    subtreeEnd: new Uint32Array(DEPTH).fill(DEPTH),
    self: new Float64Array(DEPTH).fill(1),
    total: Float64Array.from({ length: DEPTH }, (_, at) => DEPTH - at),
  };
  const tree = compares ? { ...one, selfRight: one.self, totalRight: one.total } : one;
  const field = (type: FieldType): Field => ({ name: '', type, config: { unit: 'ns' }, values: [] });
  const [number, label] = [field(FieldType.number), field(FieldType.string)];
  const profile = {
    ...{ frame: { fields: [], length: 0 }, level: number, value: number, self: number, label },
    ...(compares && { valueRight: number, selfRight: number }),
  };
  const moment = dateTime(0);
  return { tree, profile, range: { from: moment, to: moment, raw: { from: moment, to: moment } } };
}
