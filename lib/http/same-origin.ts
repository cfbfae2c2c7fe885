import { AppError } from '@/lib/core/errors'
import { env, publicUrl } from '@/lib/env'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
/** A host that no name server can point elsewhere: an address, or this very machine. */
const isFixedHost = (hostname: string) => LOOPBACK.includes(hostname) || hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname)

/** Whether an origin is ours: PUBLIC_URL, another name of this machine, or, where PUBLIC_URL is not set, the address that was asked. */
function isOurs(origin: URL, host: string | null): boolean {
  const home = new URL(publicUrl())
  if (origin.origin === home.origin) return true
  if (LOOPBACK.includes(home.hostname) && LOOPBACK.includes(origin.hostname) && origin.port === home.port && origin.protocol === home.protocol) return true
  return env().PUBLIC_URL === undefined && origin.host === host && isFixedHost(origin.hostname)
}

/**
 * Whether a request that changes something comes from our own page. Next.js lets a server action through when the
 * Origin is missing and believes X-Forwarded-Host; here a missing or foreign origin is a refusal.
 * OWASP ASVS 5.0, 3.5.1; Cross-Site Request Forgery Prevention Cheat Sheet.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (!origin || origin === 'null' || (site !== null && site !== 'same-origin')) return false
  try {
    return isOurs(new URL(origin), headers.get('host'))
  } catch {
    return false
  }
}

/** The first line of everything that a browser may change. Throws AppError('forbidden'). */
export function requireSameOrigin(headers: Headers): void {
  if (!isSameOrigin(headers)) throw new AppError('forbidden', 'This request did not come from the console itself.')
}
