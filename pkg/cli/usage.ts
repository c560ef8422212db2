/** What was typed cannot be done: said in one sentence, without a stack trace. */
export class UsageError extends Error {}
