import type { Role } from '@/lib/evidence/vocabulary'
import { ROLE_PERMISSIONS, type Permission } from '@/lib/services/authorize'

/** The kinds of accounts that something can be done to; `own` is the agent's own one as a user. */
export const TARGETS = ['ordinary', 'privileged', 'own', 'unknown'] as const
export type Target = (typeof TARGETS)[number]

/** What a call finds ready: who calls, in which session, and what there is. */
export type Cell = {
  role: Role
  target: Target
  agentId: string
  sessionId: string
  /** Ids and numbers of the target class; made-up ones for `unknown`. */
  ticket: { id: string; number: number }
  accountId: string
  /** Another agent, with a session of their own. */
  victim: { id: string; sessionId: string }
  /** A token, a change, a pattern, a bulk that waits, an event, a factor of the caller. */
  tokenId: string
  changeId: string
  patternId: string
  bulkId: string
  eventId: string
  factorId: string
  /** A proof of this session for a binding. */
  proof: (action: string, targetId: string, params?: unknown) => Promise<string>
  /** The preview's fingerprint for unlocking the account of this ticket. */
  fingerprint: () => Promise<string>
  /** Takes the ticket from whoever has it. */
  unassign: () => Promise<void>
  /** The version of the ticket as it is now. */
  version: () => Promise<string>
  unique: () => string
}

/** What happens: it goes through, or why not. */
export type Outcome = 'granted' | 'forbidden' | 'not_found'
type Args = (cell: Cell) => unknown[] | Promise<unknown[]>

/**
 * Who may pass a door. `session` is what a browser must have come to: nothing at all, a half-way session of that stage, an open
 * one, or (for machines) a token. `allow` says which roles then pass, by target where that matters.
 */
export type Rule = {
  session: 'none' | 'factor' | 'enrol' | 'open' | 'machine'
  allow: (role: Role, target: Target) => Outcome
  targets: readonly Target[]
  /** Arguments of an action, or [params, searchParams] of a page or route. */
  args: Args
  /** The granted call changes something, so that a granted cell proves that it is. */
  changes: boolean
  /** A refusal is an empty answer instead of a problem: what is only a convenience. */
  quiet: boolean
}

const everybody = (): Outcome => 'granted'
const base = { allow: everybody, targets: ['ordinary'], args: () => [], changes: false, quiet: false } as const

export const has = (permission: Permission) => (role: Role): Outcome => (ROLE_PERMISSIONS[role].includes(permission) ? 'granted' : 'forbidden')
/** The same, and what is not there is not found. */
export const found = (permission: Permission) => (role: Role, target: Target): Outcome => (!ROLE_PERMISSIONS[role].includes(permission) ? 'forbidden' : target === 'unknown' ? 'not_found' : 'granted')

/** A page or route of the console that needs an open session and, where given, a permission. */
export const open = (permission: Permission = 'read', more: Partial<Rule> = {}): Rule => ({ ...base, session: 'open', allow: has(permission), ...more })
/** The same about a ticket or an account, which may be unknown. */
export const about = (args: Args, more: Partial<Rule> = {}): Rule => ({ ...base, session: 'open', allow: found('read'), targets: TARGETS, args, ...more })
/** A step of the sign-in. */
export const step = (session: 'none' | 'factor' | 'enrol', more: Partial<Rule> = {}): Rule => ({ ...base, session, ...more })
/** A route for machines: no cookie opens it. */
export const machine = (params: Record<string, string> = {}): Rule => ({ ...base, session: 'machine', args: () => [new Request('http://127.0.0.1:3000/', { method: 'POST', body: '{}' }), { params: Promise.resolve(params) }] })

/** The fields of a form, behind the state that React puts before them. */
export const form = (fields: (cell: Cell) => Record<string, string> | Promise<Record<string, string>>): Args => async (cell) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(await fields(cell))) data.append(name, value)
  return [{ problem: null, values: {}, done: null }, data]
}
/** An action that a form sends and that changes something. */
export const sends = (permission: Permission, fields: Parameters<typeof form>[0], more: Partial<Rule> = {}): Rule => open(permission, { args: form(fields), changes: true, ...more })
