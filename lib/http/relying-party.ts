import type { RelyingParty } from '@/lib/auth/passkeys'
import { publicUrl } from '@/lib/env'

const LOOPBACK = /^(127\.0\.0\.1|\[::1\]|localhost)$/

/**
 * Whom passkeys are bound to: the host of PUBLIC_URL. On one's own machine that is `localhost`, since browsers make no passkey
 * for an address; null where the console was reached by an address all the same.
 */
export function relyingParty(headers: Headers): RelyingParty | null {
  const home = new URL(publicUrl())
  if (!LOOPBACK.test(home.hostname)) return /^[\d.]+$|^\[/.test(home.hostname) ? null : { id: home.hostname, origin: home.origin }
  const port = home.port ? `:${home.port}` : ''
  // After the redirect of a server action Next.js asks itself for the page: the browser's host is then the forwarded one.
  return [headers.get('host'), headers.get('x-forwarded-host')].includes(`localhost${port}`) ? { id: 'localhost', origin: `${home.protocol}//localhost${port}` } : null
}

/** Said where no passkey can be made. */
export function whyNoPasskey(): string {
  const home = new URL(publicUrl())
  if (!LOOPBACK.test(home.hostname)) return 'Passkeys need a host name: set PUBLIC_URL to one.'
  return `Passkeys need a host name: open the console at http://localhost${home.port ? `:${home.port}` : ''} to make one.`
}
