/** Whose code a function is: the user's own, a library's, or the language's and system's. */
export type Ownership = 'own' | 'library' | 'runtime';

export interface Origin {
  /** A package, module, class or file: what gives the colour. '' when a name tells nothing. */
  readonly package: string;
  readonly ownership: Ownership;
}

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
export function words(...lists: string[]): Set<string> {
  return new Set(lists.join(' ').split(' '));
}
