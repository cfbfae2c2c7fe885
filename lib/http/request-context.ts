import { isIP } from 'node:net'
import { newId } from '@/lib/core/ids'
import { env } from '@/lib/env'

/** The id that ties an answer, a log line and an audit row together. Ours: a caller's own would let it forge the log. */
export const requestIdOf = (headers: Headers) => headers.get('x-request-id') ?? newId()

/**
 * The address of the caller: the hop before the outermost proxy that we trust. Without trusted proxies nothing that a
 * caller sends counts, and the address is unknown behind Next.js.
 */
export function clientIp(headers: Headers): string | null {
  const trusted = env().TRUSTED_PROXIES
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  // Next.js itself appends the socket's address as the last entry.
  const candidate = forwarded[forwarded.length - 1 - trusted] ?? forwarded[0]
  return candidate && isIP(candidate) ? candidate : null
}
