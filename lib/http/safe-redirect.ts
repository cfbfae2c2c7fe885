import { publicUrl } from '@/lib/env'

/** The path of one of our own pages, with its query; anything else leads to the queue. */
export function safePath(given: unknown): string {
  const home = new URL(publicUrl())
  if (typeof given !== 'string' || !/^\/(?![/\\])[^\\\s\u0000-\u001f]*$/.test(given)) return '/queue'
  try {
    const target = new URL(given, home)
    if (target.origin !== home.origin || target.pathname === '/' || target.pathname.startsWith('//')) return '/queue'
    return target.pathname + target.search
  } catch {
    return '/queue'
  }
}

/** The same as a full address, which is what next-auth wants. */
export const safeRedirect = (url: string): string => {
  const home = publicUrl()
  return home + safePath(url.startsWith(`${home}/`) ? url.slice(home.length) : url)
}

/** An address of the sign-in with the page to go to afterwards. */
export const withNext = (path: string, next: string) => (next === '/queue' ? path : `${path}?next=${encodeURIComponent(next)}`)
