import type { VariableJson } from './dashboardModel';

/** Whether anything in a variable or a panel uses the variable of this name. */
export function mentions(json: object, name: string): boolean {
  const { current, options, ...asked } = json as Record<string, unknown>;
  // A panel's options are what it draws with; a variable's are its stored choices.
  const text = JSON.stringify('gridPos' in json ? { ...asked, options } : asked);
  return new RegExp(`\\$${name}\\b|\\[\\[${name}[:\\].]|\\$\\{${name}[:}.]`).test(text);
}

/** Each variable after those it mentions, otherwise in the dashboard's order; a circle is cut where it is met. */
export function inOrder(list: VariableJson[]): VariableJson[] {
  const placed = new Set<VariableJson>();
  const visiting = new Set<VariableJson>();
  const place = (json: VariableJson) => {
    if (placed.has(json) || visiting.has(json)) {
      return;
    }
    visiting.add(json);
    list.filter((other) => mentions(json, other.name)).forEach(place);
    placed.add(json);
  };
  list.forEach(place);
  return [...placed];
}
