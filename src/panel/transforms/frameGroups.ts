import type { Groups } from '../../../pkg/calltree/transforms/groups';
import { OTHER_NAME } from '../../../pkg/calltree/operations/hidden';
import { ROOT_NAME } from '../../../pkg/calltree/root';
import type { Steps } from '../../../pkg/calltree/slices';
import type { FunctionIndex, FunctionTable } from '../../../pkg/calltree/tree';
import { fileOf } from '../../../pkg/flamegraph/languages/fileOf';
import { moduleOf } from '../../../pkg/flamegraph/languages/moduleOf';
import { originsOf, type Origin } from '../../../pkg/flamegraph/origin';
import { t } from '../../wording/t';
import type { GroupBy } from './transform';

interface FrameGroups {
  groups: Groups;
  origins: (row: FunctionIndex) => Origin;
}

const FUNCTIONS_PER_STEP = 64;

/** Every function shown as the package, module or file that it is of. */
export function* groupsBy(functions: FunctionTable, by: GroupBy): Steps<FrameGroups> {
  const { names } = functions;
  const origin = originsOf(functions);
  const moduleName = rememberingModules();
  const rowOf = new Uint32Array(names.length);
  // The root and what the server left out are of no package, and groups may be called as they are.
  const plainRows = new Map<string, number>();
  const groupRows = new Map<string, number>();
  const labels: string[] = [];
  const isGroup: number[] = [];
  const origins: Origin[] = [];
  for (let fn = 0; fn < names.length; fn++) {
    const isPlain = names[fn] === ROOT_NAME || names[fn] === OTHER_NAME;
    const label = isPlain ? names[fn] : groupName(functions, fn, by, origin(fn), moduleName);
    const rows = isPlain ? plainRows : groupRows;
    let row = rows.get(label);
    if (row === undefined) {
      row = labels.push(label) - 1;
      isGroup.push(isPlain ? 0 : 1);
      origins.push(origin(fn));
      rows.set(label, row);
    }
    rowOf[fn] = row;
    if (fn % FUNCTIONS_PER_STEP === 0) {
      yield;
    }
  }
  const groups = Uint8Array.from(isGroup);
  return {
    groups: { functions: { names: labels, isGroup: groups }, rowOf, isGroup: groups },
    origins: (row) => origins[row],
  };
}

/** The functions of one package shown as the package, all others as they are. Undefined where it has none. */
export function* packageAsGroup(functions: FunctionTable, name: string): Steps<FrameGroups | undefined> {
  const { names } = functions;
  const origin = originsOf(functions);
  const row = names.length;
  const rowOf = new Uint32Array(names.length);
  let first: FunctionIndex | undefined;
  for (let fn = 0; fn < names.length; fn++) {
    const isOf = origin(fn).package === name;
    rowOf[fn] = isOf ? row : fn;
    first ??= isOf ? fn : undefined;
    if (fn % FUNCTIONS_PER_STEP === 0) {
      yield;
    }
  }
  if (first === undefined) {
    return undefined;
  }
  const isGroup = new Uint8Array(names.length + 1);
  isGroup[row] = 1;
  // Those of before stay groups, and their calls as they are.
  const groups = isGroup.slice();
  groups.set(functions.isGroup?.subarray(0, row) ?? []);
  groups[row] = 1;
  // Not the package's name alone: a function may be called so, too.
  const label = t('panel.transforms.collapsed', '{{name}} (collapsed)', { name });
  const ofPackage = origin(first);
  return {
    groups: { functions: { ...functions, names: [...names, label], isGroup: groups }, rowOf, isGroup },
    origins: (fn) => (fn === row ? ofPackage : origin(fn)),
  };
}

function groupName(
  functions: FunctionTable,
  fn: FunctionIndex,
  by: GroupBy,
  origin: Origin,
  moduleName: (origin: Origin) => string
): string {
  const file = by === 'file' ? fileOf(functions.names[fn], functions.files?.[fn]) : undefined;
  const name = file ?? (by === 'module' ? moduleName(origin) : origin.package);
  return name || t('panel.transforms.no-package', '(no package)');
}

/** {@link moduleOf}, worked out once for each package: many functions are of one. */
function rememberingModules(): (origin: Origin) => string {
  const known: Record<Origin['ownership'], Map<string, string>> = {
    own: new Map(),
    library: new Map(),
    runtime: new Map(),
  };
  return (origin) => {
    const names = known[origin.ownership];
    let name = names.get(origin.package);
    if (name === undefined) {
      name = moduleOf(origin);
      names.set(origin.package, name);
    }
    return name;
  };
}
