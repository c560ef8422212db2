/** Connect's codes, with the HTTP status each one travels under. */
const STATUS = {
  canceled: 499,
  unknown: 500,
  invalid_argument: 400,
  deadline_exceeded: 504,
  not_found: 404,
  permission_denied: 403,
  resource_exhausted: 429,
  failed_precondition: 400,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  unauthenticated: 401,
} as const;

export type ConnectCode = keyof typeof STATUS;

/** An error as a Connect server answers it: `{"code": …, "message": …}`. */
export class ConnectError extends Error {
  readonly code: ConnectCode;

  constructor(code: ConnectCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectError';
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }

  body(): string {
    return JSON.stringify({ code: this.code, message: this.message });
  }
}

export function invalid(message: string): ConnectError {
  return new ConnectError('invalid_argument', message);
}
