import { useEffect, useState } from 'react';
import type { FunctionTable } from '../../../pkg/calltree/tree';
import { isSymbol, readSymbolsBy } from '../../wording/functionText';

const known = new WeakMap<FunctionTable, boolean>();
let read = false;

/** Fetches what reads linkers' names where a profile has such names; true once they are shown as in the source. */
export function useSymbols(functions: FunctionTable): boolean {
  const [shown, setShown] = useState(read);
  const wanted = hasSymbols(functions) && !shown;
  useEffect(() => {
    let current = true;
    if (wanted) {
      loadReader().then(
        () => current && setShown(true),
        // Without it the names stay as they are: nothing to stop a picture for.
        () => undefined
      );
    }
    return () => {
      current = false;
    };
  }, [wanted]);
  return shown;
}

async function loadReader(): Promise<void> {
  const { demangled } = await import(/* webpackChunkName: "panel-words" */ '../../../pkg/flamegraph/languages/demangle');
  readSymbolsBy(demangled);
  read = true;
}

function hasSymbols(functions: FunctionTable): boolean {
  const answer = known.get(functions) ?? functions.names.some(isSymbol);
  known.set(functions, answer);
  return answer;
}
