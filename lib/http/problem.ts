import { ZodError } from 'zod'
import { AppError, ERROR_CODES, type ErrorCode, type FieldProblem } from '@/lib/core/errors'
import { log } from '@/lib/core/log'
import { fieldWords } from './field-words'

/** RFC 9457 with our two additions: the request id, and what is wrong with which field. */
export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  requestId: string | null
  errors: readonly FieldProblem[]
  retryAfterSeconds: number | null
}

/** Codes by which PostgreSQL, its client and Prisma say that the database cannot be reached, is shutting down, is full or read-only, or takes too long. */
const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EPIPE|57014|57P0[1-3]|08\w{3}|53\w{3}|25006|55P03|P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/
const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '')

function reasons(error: unknown): string[] {
  const seen: string[] = []
  for (let now = error, depth = 0; now instanceof Error && depth < 5; now = now.cause, depth += 1) seen.push(codeOf(now), now.message)
  if (error instanceof AggregateError) seen.push(...error.errors.map(codeOf))
  return seen
}

const isUnreachable = (error: unknown) =>
  reasons(error).some((text) => UNREACHABLE.test(text) || /timeout exceeded when trying to connect|Query read timeout|Connection terminated|connection error and is not queryable|Can't reach database/i.test(text))

/** The one mapping of errors to the few codes. What is not ours says nothing outside and keeps its cause in the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ZodError) {
    const fields = error.issues.map((issue) => ({ path: issue.path.join('.'), message: fieldWords(issue) }))
    return new AppError('invalid', fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '), { fields, cause: error })
  }
  if (isUnreachable(error)) {
    return new AppError('unavailable', 'The database does not answer. Nothing was changed. Try again in a moment.', { retryAfterSeconds: 5, cause: error })
  }
  if (codeOf(error) === 'P2034' || codeOf(error) === '40001' || codeOf(error) === '40P01') {
    return new AppError('conflict', 'Somebody changed the same record at the same time. Nothing was changed here. Try again.', { cause: error })
  }
  return new AppError('internal', 'Something failed on our side. Nothing was changed. If it stays, give the request id to whoever runs the console.', { cause: error })
}

/** Logs what deserves it and returns what may be shown. */
export function toProblem(error: unknown, requestId: string | null): Problem {
  const known = toAppError(error)
  const { status, title } = ERROR_CODES[known.code]
  if (status >= 500) log.error('request.failed', { requestId, code: known.code, cause: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' })
  return {
    type: `/problems/${known.code}`,
    title,
    status,
    code: known.code,
    detail: known.message,
    requestId,
    errors: known.fields,
    retryAfterSeconds: known.retryAfterSeconds,
  }
}

/** The answer to a machine. */
export function problemResponse(problem: Problem): Response {
  const { retryAfterSeconds, ...body } = problem
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (problem.requestId) headers.set('x-request-id', problem.requestId)
  // RFC 9110, 15.5.2: a 401 says how to authenticate.
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer')
  if (retryAfterSeconds) headers.set('retry-after', String(retryAfterSeconds))
  return new Response(JSON.stringify(body), { status: problem.status, headers })
}
