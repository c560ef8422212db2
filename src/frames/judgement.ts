import { FieldType, type DataFrame } from '@grafana/data';
import type { JudgedFunction, JudgedWhole } from '../../pkg/judgement/judgedSides';
import { functionFields, readFunctions } from './functionRows';

export type { JudgedFunction };

/** Whether a comparison's changes are more than chance, as the data source judges and the panel shows. */
export interface JudgementMeta {
  /** Slices asked and answered so far; fewer answered than there are: the rest is awaited. */
  done: number;
  of: number;
  /** Why nothing can be said, as a sentence. */
  unjudged?: string;
  /** What has to be known besides, one sentence each. */
  notes?: string[];
  whole?: JudgedWhole;
  slices?: { baseline: number; compared: number; sliceMs: number };
}

const NAME = 'judgement';
const SHARE = { unit: 'percentunit' };

export function judgementFrame(refId: string, functions: readonly JudgedFunction[], meta: JudgementMeta): DataFrame {
  const field = functionFields(functions);
  return {
    name: NAME,
    refId,
    length: functions.length,
    fields: [
      field('name', FieldType.string),
      field('judgement', FieldType.string),
      field('baseline', FieldType.number, SHARE),
      field('compared', FieldType.number, SHARE),
      field('change', FieldType.number, SHARE),
      field('low', FieldType.number, SHARE),
      field('high', FieldType.number, SHARE),
      field('moved', FieldType.boolean),
    ],
    meta: { custom: { hotpathJudgement: meta } },
  };
}

/** Undefined for a frame that is none. */
export function readJudgement(frame: DataFrame): { functions: JudgedFunction[]; meta: JudgementMeta } | undefined {
  const meta = frame.meta?.custom?.hotpathJudgement as JudgementMeta | undefined;
  if (frame.name !== NAME || !meta) {
    return undefined;
  }
  return { functions: readFunctions<JudgedFunction>(frame), meta };
}
