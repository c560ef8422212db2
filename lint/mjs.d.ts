declare module '*.mjs' {
  const plugin: object;
  export const rooms: Record<string, string[]>;
  export default plugin;
}
