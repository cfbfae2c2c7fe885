import { isIP } from 'node:net'
import { env } from '@/lib/env'

/** An IPv4 caller of a socket that listens on IPv6 is written as ::ffff:192.0.2.1. */
const MAPPED = /^::ffff:(?=\d+\.)/i

/**
 * The address of the caller: the hop before the outermost proxy that we trust, counted from the end. The last entry is
 * the socket's own (lib/http/append-peer.ts), so without trusted proxies nothing that a caller sends counts.
 */
export function clientIp(headers: Headers): string | null {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim().replace(MAPPED, ''))
  const hop = hops[hops.length - 1 - env().TRUSTED_PROXIES] ?? hops[0]
  return hop && isIP(hop) ? hop : null
}
