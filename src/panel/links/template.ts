const PART = /\$\{([\w.]+)\}/g;

/** The names of what a template has to be filled with: `${file}` and the like. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(PART)].map(([, name]) => name);
}

/** `write` gets each name, and whether the template begins with it; undefined as soon as it has nothing for one. */
export function fillTemplate(
  template: string,
  write: (name: string, first: boolean) => string | undefined
): string | undefined {
  let complete = true;
  const text = template.replace(PART, (_, name: string, at: number) => {
    const value = write(name, at === 0);
    complete &&= value !== undefined;
    return value ?? '';
  });
  return complete ? text : undefined;
}

/** For the path of an address: what is in a name cannot end its part, begin a query or name another host. */
export function pathEncoded(path: string): string {
  return path.split('/').map(encoded).join('/');
}

export function encoded(text: string): string {
  // What is no text (half of a character) cannot be encoded.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
