import type { Origin, Ownership } from '../../calltree/tree';

export type { Origin, Ownership };

export function own(name: string): Origin {
  return { package: name, ownership: 'own' };
}

export function library(name: string): Origin {
  return { package: name, ownership: 'library' };
}

export function runtime(name: string): Origin {
  return { package: name, ownership: 'runtime' };
}

/** The words of a list written as text. */
export function words(list: string): Set<string> {
  return new Set(list.split(' '));
}
