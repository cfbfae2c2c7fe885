import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Door } from '@/lib/testing/matrix/manifest'
import type { Browser } from '@/lib/testing/matrix/world'
import { HOME } from './server'

/** Ways in which people got round a proxy before: GHSA-f82v-jwr5-mffw, -267c-6grr-h53f, -26hh-7cqf-hhc6, -492v-c6pp-mqqv, -36qx-fr4f-26g5. */
export const DETOURS: Readonly<Record<string, { headers?: Record<string, string>; path?: (path: string) => string }>> = {
  plain: {},
  'as a component': { headers: { rsc: '1' }, path: (path) => `${path}${path.includes('?') ? '&' : '?'}_rsc=abcde` },
  prefetched: { headers: { rsc: '1', 'next-router-prefetch': '1' } },
  'a segment of it': { headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' } },
  'as a subrequest': { headers: { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy', 'x-middleware-prefetch': '1' } },
  'with our own headers forged': { headers: { 'x-request-id': 'forged', 'x-nonce': 'forged', 'x-path': '//evil.example', 'x-nextjs-data': '1' } },
}

const WANTED: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
  'content-security-policy': /frame-ancestors 'none'/,
  'cache-control': /no-store/,
}

/** What is wrong with the headers of an answer; nothing in the best case. */
export function headerFaults(answer: Response, proxy: boolean): string[] {
  const policy = answer.headers.get('content-security-policy') ?? ''
  const faults = Object.entries(WANTED).flatMap(([name, pattern]) => (pattern.test(answer.headers.get(name) ?? '') ? [] : [`${name}: ${answer.headers.get(name)}`]))
  if (/unsafe-/.test(policy)) faults.push(`the policy says unsafe: ${policy}`)
  if (proxy && !/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'/.test(policy)) faults.push(`no nonce: ${policy}`)
  if (answer.headers.has('x-powered-by')) faults.push('says what it is powered by')
  return faults
}

export type Call = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

/** Sends what a browser would, and follows nothing. */
export function ask(path: string, browser: Browser, { headers = {}, ...more }: Call = {}): Promise<Response> {
  const all: Record<string, string> = { 'user-agent': browser.userAgent, ...headers }
  if (browser.cookie) all.cookie = `latchkey=${browser.cookie}`
  return fetch(HOME + path, { redirect: 'manual', ...more, headers: all })
}

type Detour = (typeof DETOURS)[string]

/** Asks for a page on a detour. Next.js first sends a request for a component to the address that its headers have a hash for. */
export async function visit(where: string, browser: Browser, { headers = {}, path = (given) => given }: Detour): Promise<Response> {
  const first = await ask(path(where), browser, { headers })
  const to = first.headers.get('location')
  const again = to ? new URL(to, HOME) : null
  return again?.searchParams.has('_rsc') && again.pathname === new URL(where, HOME).pathname ? ask(again.pathname + again.search, browser, { headers }) : first
}

type Encode = (args: unknown[]) => Promise<string | FormData>
const encodeReply: Encode = (createRequire(import.meta.url)('next/dist/compiled/react-server-dom-turbopack/client.node') as { encodeReply: Encode }).encodeReply

type Actions = Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>

/** The id under which the build knows an action, and an address at which it is served. */
export function findAction(door: Door, address: (pattern: string) => string): { id: string; path: string } | null {
  const { node } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as { node: Actions }
  const found = Object.entries(node).find(([, action]) => action.filename === door.file && action.exportedName === door.name)
  if (!found) return null
  const worker = Object.keys(found[1].workers)[0] ?? ''
  const pattern = `/${worker.split('/').slice(1, -1).filter((part) => !part.startsWith('(')).join('/')}`
  return { id: found[0], path: address(pattern) }
}

/** Calls an action as a browser does. */
export async function act({ id, path }: { id: string; path: string }, args: unknown[], browser: Browser, headers: Record<string, string>): Promise<Response> {
  const body = await encodeReply(args)
  return ask(path, browser, { method: 'POST', body, headers: { 'next-action': id, ...(typeof body === 'string' ? { 'content-type': 'text/plain;charset=UTF-8' } : {}), ...headers } })
}

/** What became of it, in one word. `body` is what the answer says. */
export function outcomeOf(answer: Response, body: string): string {
  const to = answer.headers.get('location') ?? answer.headers.get('x-action-redirect')
  // A page that has begun to stream says a redirect in its body.
  const inside = /NEXT_REDIRECT;(?:replace|push);([^;]+);/.exec(body)?.[1]
  const leads = to ?? inside
  if (leads) return `to ${new URL(leads.split(';')[0] ?? '', HOME).pathname}`
  if (answer.status >= 400) return `status ${answer.status}`
  const code = /"code":"(\w+)"/.exec(body)?.[1]
  if (code && code !== 'invalid') return code
  if (/Your role does not include this|The audit is for those who act/.test(body)) return 'forbidden'
  return 'served'
}
