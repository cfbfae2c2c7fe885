import { publicUrl } from '@/lib/env'

/**
 * Whether a request that changes something comes from our own page. Next.js lets a server action through when the
 * Origin is missing and believes X-Forwarded-Host; here a missing or foreign origin is a refusal.
 * OWASP ASVS 5.0, 3.5.1; Cross-Site Request Forgery Prevention Cheat Sheet.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (!origin || origin === 'null' || (site !== null && site !== 'same-origin')) return false
  if (origin === new URL(publicUrl()).origin) return true
  try {
    return new URL(origin).host === headers.get('host')
  } catch {
    return false
  }
}
