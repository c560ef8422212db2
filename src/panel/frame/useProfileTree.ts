import { useEffect, useState } from 'react';
import { rememberedTree } from '../../frames/frameTree';
import { loadCode } from '../../loading/loadCode';
import type { ProfileFrame, ReadProfile } from './profiles';

type ReadForeign = (profile: ProfileFrame) => ReadProfile;

/** By the values' array: a refresh that brings the same arrays brings the same tree. */
const read = new WeakMap<object, { columns: unknown[]; result: ReadProfile }>();

/** What reads frames of others, once it has been fetched. */
let readForeign: ReadForeign | undefined;

/** The tree of a frame. Undefined without one, and the first time that the frame is none of ours, until it can be read. */
export function useProfileTree(profile: ProfileFrame | undefined): ReadProfile | undefined {
  const [, setLoaded] = useState(false);
  const result = profile && readProfile(profile);
  const waits = profile !== undefined && result === undefined;
  useEffect(() => {
    if (!waits) {
      return undefined;
    }
    let shown = true;
    loadReader().then(
      () => shown && setLoaded(true),
      (error) =>
        shown &&
        setLoaded(() => {
          throw error;
        })
    );
    return () => {
      shown = false;
    };
  }, [waits]);
  return result;
}

/** Fetches what reads frames of others. */
export async function loadReader(): Promise<void> {
  readForeign ??= await loadCode(
    async () => (await import(/* webpackChunkName: "panel-words" */ './foreignFrame')).readForeignFrame
  );
}

/** The tree of a frame; undefined of a frame that is none of ours before `loadReader`. */
export function readProfile(profile: ProfileFrame): ReadProfile | undefined {
  const { level, value, self, label, valueRight, selfRight } = profile;
  const fields = [level, value, self, label, valueRight, selfRight].filter((field) => field !== undefined);
  const columns = fields.map(({ values }) => values);
  const known = read.get(value.values);
  if (known && known.columns.length === columns.length && columns.every((column, at) => column === known.columns[at])) {
    return known.result;
  }
  const tree = rememberedTree(fields);
  const result = tree ? { tree, rounded: false, left: [] } : readForeign?.(profile);
  if (result) {
    read.set(value.values, { columns, result });
  }
  return result;
}
