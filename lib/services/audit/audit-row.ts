import { newId } from '@/lib/core/ids'
import { maskText } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/redact'
import { APP_VERSION } from '@/lib/core/version'
import type { Prisma } from '@/lib/db/client'
import type { ServiceContext } from '../context'

export type AuditInput = {
  /** verb.noun or the permission asked for. */
  action: string
  outcome: 'done' | 'denied' | 'failed'
  target: { kind: string; id: string; name: string | null } | null
  ticketId?: string | null
  reason?: string | null
  /** Already masked: no address, secret or code may stand in it. */
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
  /** For whom the actor asked, and how that person was known. Masked like the rest. */
  onBehalfOf?: string | null
  /** How the actor proved to be there for this very action; the session's own way otherwise. */
  strength?: string | null
  stepUpId?: string | null
  /** Who agreed, when and how. */
  approvals?: readonly Prisma.InputJsonObject[]
}

const NAME = 300
const TEXT = 2000
const MAX_DEPTH = 8

const name = (text: string | null | undefined) => (text ? cleanText(text, NAME) : null)
/** The name of a person, which may be an address where a record has no other. */
const person = (text: string | null | undefined) => (text ? cleanText(maskText(text), NAME) : null)
const prose = (text: string | null | undefined) => (text ? cleanText(maskText(text), TEXT) : null)

/** A value of the entry made inert like its texts: what deserves no line of its own in a log gets none here. */
function inert(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value, TEXT)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((item: unknown) => inert(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key, NAME), inert(inner, depth + 1)]))
}

// What was JSON stays JSON when its texts are cleaned; Prisma's own type cannot know that.
const json = (value: unknown) => (value === undefined ? null : (inert(value) as Prisma.InputJsonValue))

/** One entry as its columns, every text on one line without control, terminal or direction marks. The database numbers and chains it. */
export function auditRow({ actor, now, ip, requestId }: ServiceContext, input: AuditInput) {
  // Who is known but has no session yet, as after a wrong password, acts under none.
  const session = actor.kind === 'agent' && actor.sessionId !== '' ? actor : null
  return {
    id: newId(),
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: name(actor.name) ?? 'unknown',
    sessionId: session?.sessionId ?? null,
    strength: input.strength ?? session?.strength ?? null,
    stepUpId: input.stepUpId ?? null,
    onBehalfOf: person(input.onBehalfOf),
    action: input.action,
    outcome: input.outcome,
    targetKind: input.target?.kind ?? null,
    targetId: name(input.target?.id),
    targetName: person(input.target?.name),
    ticketId: input.ticketId ?? null,
    reason: prose(input.reason),
    before: json(input.before),
    after: json(input.after),
    approvals: json(input.approvals),
    ip,
    requestId: name(requestId),
    appVersion: APP_VERSION,
  }
}
