import type { PprofMessage } from '../../formats/pprofMessage';

/** Rows of the profile's locations. */
type Locations = Uint32Array;

/** Go's limits on the depth of a stack, less the few frames its own machinery may take. */
const CPU_DEPTH = 60;
const HEAP_DEPTH = 28;
/** A heap profile with deeper stacks than this is of a Go that cuts at 128 frames: nothing to mend. */
const OLD_HEAP_DEPTH = 32;
/** Frames that two stacks must share in a row. */
const SHARED = 16;
/** How many frames above the shared ones can be found at a time. */
const SHIFTS = 8;
const COMPARED = SHARED + SHIFTS;
const MAX_CHAIN = 56;

interface Group {
  members: number[];
  /** A stack of the group, leaf first. */
  stack: Locations;
}

/** Where a run of frames was found furthest from the root. */
interface Found {
  group: number;
  /** Frames between the run and the root. */
  above: number;
}

/**
 * The stacks of a profile, those of Go that were cut at their root side put back on: as Pyroscope does it, a stack whose
 * outermost frames occur further in on another one is taken to have lost the frames that the other has above them.
 */
export function mendedStacks(message: PprofMessage): readonly Locations[] {
  const { firstLocation, location, length } = message.samples;
  const stacks = Array.from({ length }, (_, row) => location.subarray(firstLocation[row], firstLocation[row + 1]));
  if (!mayBeCut(message, stacks)) {
    return stacks;
  }
  const groups = groupByRoots(stacks, message.locations.id);
  // Pyroscope takes the size of the last group wrongly, and so leaves it out unless those before are single stacks.
  const last = groups.length - 1;
  const before = groups.slice(0, last);
  const withLast = before.every(({ members }) => members.length === 1);
  const found = findRuns(withLast ? groups : before);
  const next = groups.map(({ stack }, i) => {
    const other = found.get(key(stack, 0, SHARED));
    return other && other.group !== i ? other : undefined;
  });
  const mended = [...stacks];
  for (let i = 0; i < groups.length; i++) {
    // A stack may be completed by one that itself lacks frames, and so on.
    let at = next[i];
    let missing = 0;
    let source = i;
    for (let links = 0; at; links++) {
      if (links === MAX_CHAIN) {
        // Deep recursion looks like this. What was mended before it was found stays so.
        return mended;
      }
      missing += at.above;
      source = at.group;
      at = next[source];
    }
    const whole = groups[source].stack;
    if (missing > 0 && missing < whole.length) {
      const lost = whole.slice(whole.length - missing);
      const { members } = groups[i];
      for (const member of i < last ? members : members.slice(0, withLast ? 1 : 0)) {
        mended[member] = Uint32Array.of(...stacks[member], ...lost);
      }
    }
  }
  return mended;
}

function mayBeCut({ strings, functions, sampleTypes }: PprofMessage, stacks: readonly Locations[]): boolean {
  if (!functions.file.some((file) => strings[file].endsWith('.go'))) {
    return false;
  }
  const types = sampleTypes.map(({ type }) => type);
  const deepest = stacks.reduce((depth, stack) => Math.max(depth, stack.length), 0);
  if (types.some((type) => /^(alloc|inuse)_(objects|space)$/.test(type))) {
    return deepest >= HEAP_DEPTH && deepest <= OLD_HEAP_DEPTH;
  }
  return types.includes('cpu') && deepest >= CPU_DEPTH;
}

function groupByRoots(stacks: readonly Locations[], ids: PprofMessage['locations']['id']): Group[] {
  const groups = new Map<string, Group>();
  stacks.forEach((stack, sample) => {
    if (stack.length < COMPARED) {
      return;
    }
    const roots = key(stack, 0, COMPARED);
    const group = groups.get(roots) ?? { members: [], stack };
    group.members.push(sample);
    groups.set(roots, group);
  });
  return [...groups.values()].sort((a, b) => compareBytes(a.stack, b.stack, ids));
}

/** Pyroscope's order, in which the first of several groups serves: that of the ids' bytes in memory, the lowest first. */
function compareBytes(a: Locations, b: Locations, ids: PprofMessage['locations']['id']): number {
  for (let i = COMPARED; i > 0; i--) {
    const x = BigInt(ids[a[a.length - i]]);
    const y = BigInt(ids[b[b.length - i]]);
    for (let shift = BigInt(0); x !== y; shift += BigInt(8)) {
      const byteOfX = Number((x >> shift) & BigInt(0xff));
      const byteOfY = Number((y >> shift) & BigInt(0xff));
      if (byteOfX !== byteOfY) {
        return byteOfX - byteOfY;
      }
    }
  }
  return 0;
}

function findRuns(groups: readonly Group[]): Map<string, Found> {
  const found = new Map<string, Found>();
  groups.forEach(({ stack }, group) => {
    for (let above = 1; above <= SHIFTS; above++) {
      const run = key(stack, above, SHARED);
      if ((found.get(run)?.above ?? 0) < above) {
        found.set(run, { group, above });
      }
    }
  });
  return found;
}

/** `count` locations that leave `above` between them and the root. */
function key(stack: Locations, above: number, count: number): string {
  const end = stack.length - above;
  return stack.slice(end - count, end).join();
}
