/** Why a query cannot be asked as it is written. */
export type Fault =
  | { reason: 'empty' | 'unknown' | 'several' | 'too-many'; variable: string; field: string }
  | { reason: 'filter-operator'; filter: string; operator: string }
  /** The question is in a field that is not ours, and is no profile type with a selector. */
  | { reason: 'unread'; field: string; text: string };
