import type { Database, Transaction } from '@/lib/db/client'
import type { Role, Strength } from '@/lib/evidence/vocabulary'

/** Who acts: a person at the console, a machine with a token, or the console itself. */
export type Actor =
  | { kind: 'agent'; id: string; name: string; email: string; role: Role; sessionId: string; strength: Strength }
  | { kind: 'token'; id: string; name: string; scopes: readonly string[] }
  | { kind: 'system'; id: null; name: string }

/** What every verb gets beside its input. Made by lib/http for requests, by scripts and tests directly. */
export type ServiceContext = {
  db: Database
  actor: Actor
  /** The time that counts for this call. Verbs never read the clock themselves. */
  now: Date
  requestId: string | null
  ip: string | null
}

/** A read inside or outside a transaction. */
export type Reader = Transaction | Database['prisma']
