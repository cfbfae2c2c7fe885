/** The few ways in which a request can go wrong, with the status and the title that a caller gets. */
export const ERROR_CODES = {
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'It changed meanwhile' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media: { status: 415, title: 'Unsupported content type' },
  invalid: { status: 422, title: 'Something in it cannot be used' },
  too_many: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const
export type ErrorCode = keyof typeof ERROR_CODES

export type FieldProblem = { path: string; message: string }

/**
 * The one error class. `message` is for people and names what happened and what to do next; nothing in it may come from
 * a stack, a query or a secret. An error of any other class is shown as `internal` and kept in the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: readonly FieldProblem[]
  readonly retryAfterSeconds: number | null

  constructor(
    code: ErrorCode,
    message: string,
    more: { fields?: readonly FieldProblem[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.fields = more.fields ?? []
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
  }
}
