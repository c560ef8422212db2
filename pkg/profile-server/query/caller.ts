/** Who asks. */
export interface Caller {
  tenants: readonly string[];
  /** Without it, label names outside `[a-zA-Z_][a-zA-Z0-9_]*` are left out of answers. */
  utf8LabelNames: boolean;
}
