import { newId } from '@/lib/core/ids'

/** The id that ties an answer, a log line and an audit row together. Ours: a caller's own would let it forge the log. */
export const requestIdOf = (headers: Headers) => headers.get('x-request-id') ?? newId()
