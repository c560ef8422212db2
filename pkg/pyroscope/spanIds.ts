export interface NormalisedIds {
  /** Lower case, full length, each once, in the order they came. */
  kept: string[];
  /** As they came: templates nobody filled in, ids of the wrong length or alphabet, ids that are all zero. */
  dropped: string[];
}

/** Span ids are 16 hexadecimal digits. Empty entries are neither kept nor dropped: nothing was asked by them. */
export function normaliseSpanIds(ids: readonly string[]): NormalisedIds {
  return normalise(ids, (id) => (/^[0-9a-f]{16}$/.test(id) ? id : undefined));
}

/** Trace ids are 32 hexadecimal digits; Tempo's search prints them without their leading zeros. */
export function normaliseTraceIds(ids: readonly string[]): NormalisedIds {
  return normalise(ids, (id) => (/^[0-9a-f]{1,32}$/.test(id) ? id.padStart(32, '0') : undefined));
}

function normalise(ids: readonly string[], read: (id: string) => string | undefined): NormalisedIds {
  const kept = new Set<string>();
  const dropped: string[] = [];
  for (const given of ids) {
    const trimmed = given.trim();
    if (trimmed === '') {
      continue;
    }
    const id = read(trimmed.toLowerCase());
    if (id === undefined || /^0+$/.test(id)) {
      dropped.push(given);
    } else {
      kept.add(id);
    }
  }
  return { kept: [...kept], dropped };
}
