import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { newId } from '@/lib/core/ids'
import { env, publicUrl } from '@/lib/env'

// A courtesy at the door: the nonce of the content security policy. Nobody is let in or kept out here; verbs decide that.
// The other headers are in next.config.js, which also serves what this does not see.

const DEVELOPMENT = env().NODE_ENV === 'development'

/** OWASP ASVS 5.0, 3.4.3: nonces, no unsafe-*. Development alone needs eval and inline styles for hot reload. */
function contentSecurityPolicy(nonce: string): string {
  const style = DEVELOPMENT ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ''}`,
    style,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${formTargets()}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Browsers hold the redirect after a form to this list too: the company's own sign-in is on it. */
const formTargets = () => ["'self'", ...(env().oidc ? [new URL(env().oidc?.issuer ?? '').origin] : [])].join(' ')

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

export function proxy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const forwarded = new Headers(request.headers)
  // Whatever a caller sends under these names is replaced: they are ours.
  forwarded.set('x-request-id', newId())
  forwarded.set('x-nonce', nonce)
  forwarded.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  forwarded.set('content-security-policy', policy)
  // A broken encoding would fail in the router, before any page can answer.
  const response = isEncoded(request.nextUrl.pathname) ? NextResponse.next({ request: { headers: forwarded } }) : NextResponse.rewrite(new URL('/not-here', request.url), { request: { headers: forwarded } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'no-store')
  // Known at run time alone, so not in next.config.js, whose headers are fixed by the build.
  if (publicUrl().startsWith('https://')) response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  return response
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] }
