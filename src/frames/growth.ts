import { FieldType, type DataFrame } from '@grafana/data';
import type { GrownFunction, TrendOfHeld } from '../../pkg/judgement/grownFunctions';
import { functionFields, readFunctions } from './functionRows';

export type { GrownFunction };

/** What rises or falls steadily over time, as the data source finds out and the panel shows. */
export interface GrowthMeta {
  /** Slices asked and answered so far; fewer answered than there are: the rest is awaited. */
  done: number;
  of: number;
  /** Why nothing can be said, as a sentence. */
  unjudged?: string;
  /** What has to be known besides, one sentence each. */
  notes?: string[];
  whole?: TrendOfHeld;
  slices?: { count: number; sliceMs: number };
}

const NAME = 'growth';

/** `unit`: Grafana's, of what is held; a slope is of it per hour, which its name says. */
export function growthFrame(
  refId: string,
  unit: string,
  functions: readonly GrownFunction[],
  meta: GrowthMeta
): DataFrame {
  const field = functionFields(functions);
  const slope = (displayName: string) => ({ unit, displayName });
  return {
    name: NAME,
    refId,
    length: functions.length,
    fields: [
      field('name', FieldType.string),
      field('trend', FieldType.string),
      field('held', FieldType.number, { unit }),
      field('perHour', FieldType.number, slope('per hour')),
      field('low', FieldType.number, slope('per hour, low')),
      field('high', FieldType.number, slope('per hour, high')),
      field('laterHasMore', FieldType.number, { unit: 'percentunit' }),
    ],
    meta: { custom: { hotpathGrowth: meta } },
  };
}

/** Undefined for a frame that is none. */
export function readGrowth(frame: DataFrame): { functions: GrownFunction[]; meta: GrowthMeta } | undefined {
  const meta = frame.meta?.custom?.hotpathGrowth as GrowthMeta | undefined;
  if (frame.name !== NAME || !meta) {
    return undefined;
  }
  return { functions: readFunctions<GrownFunction>(frame), meta };
}
