import { canonicalJson, sha256 } from '@/lib/core/canonical-json'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { readRecord } from '@/lib/recoveries/state'
import type { ServiceContext } from '../context'
import { hostileRanges } from '../patterns/hostile-ranges'
import type { Signature } from '../patterns/signature'
import { everyHit, spanOf, type HitAccount } from '../patterns/who-is-hit'
import { derive, type Derived } from '../recoveries/derive'
import { whyAlone } from '../recoveries/policy'
import type { PersonState } from './schema'

/** People who are changed in one bulk: what one person can look over. More is mended where it began. */
export const MOST_CHANGED = 200
/** People of a pattern who are looked at. */
const MOST_HIT = 1000
const DAY_MS = 86_400_000

export type Planned = { accountId: string; state: Extract<PersonState, 'waiting' | 'fine' | 'left_out'>; kind: string | null; why: string | null; subjectId: string | null; fingerprint: string | null; ticketId: string | null }
/** `beyond`: hit, and not looked at, being too many. */
export type Plan = { persons: Planned[]; people: number; beyond: number; planHash: string }

type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>
export type PatternOf = Signature & { signature: string; firstSeenAt: Date }

/**
 * What happens to somebody, as one text: action, person, and what is set to what. When a lock would have ended, or how many
 * tries it took, moves on while people go on trying, and is no part of it.
 */
export function effectOf(action: RecoveryAction, { state: { account }, subjectId, preview }: Derived): string {
  return sha256(canonicalJson([action, account.id, account.email, account.privileged, subjectId, preview.effects.map(({ label, after }) => [label, after])]))
}

/** Who of a pattern's people would be changed, and who not and why. Writes nothing. */
export async function planBulk(ctx: ServiceContext, actor: Agent, pattern: PatternOf, action: RecoveryAction): Promise<Plan> {
  const { db, now } = ctx
  const span = spanOf(pattern.firstSeenAt, now)
  const hostile = await hostileRanges(db, pattern.environment, null, new Date(Math.min(span.from.getTime(), now.getTime() - DAY_MS)), now)
  const hit = await everyHit(db, pattern, span, hostile.map(({ range }) => range), MOST_HIT + 1)
  const looked = hit.slice(0, MOST_HIT)
  const about = await readAbout(ctx, pattern, action, looked.map(({ accountId }) => accountId))
  const persons: Planned[] = []
  let people = 0
  for (const one of looked) {
    if (people === MOST_CHANGED && !one.again) continue
    const person = await planPerson(ctx, actor, action, one, about)
    if (person.state === 'waiting') people += 1
    persons.push(person)
  }
  const planHash = sha256(canonicalJson([action, persons.map(({ accountId, state, fingerprint }) => [accountId, state, fingerprint])]))
  return { persons, people, beyond: hit.length - persons.length, planHash }
}

type About = { tickets: Map<string, string>; guessed: Set<string>; asked: Set<string> }

/** What is known of them besides their records: their tickets of the pattern, alerts about them, the same asked for already. */
async function readAbout({ db, now }: ServiceContext, { signature, environment }: PatternOf, action: RecoveryAction, ids: string[]): Promise<About> {
  const [tickets, alerts, requests] = await Promise.all([
    db.prisma.ticket.findMany({ where: { signature, environment, status: { in: ['open', 'waiting'] }, accountId: { in: ids } }, orderBy: { id: 'asc' }, select: { id: true, accountId: true } }),
    db.prisma.alert.findMany({ where: { nature: 'attack', environment, settledAt: null, seenAt: { gt: new Date(now.getTime() - DAY_MS) }, accountId: { in: ids } }, select: { accountId: true } }),
    db.prisma.recoveryRequest.findMany({ where: { action, accountId: { in: ids }, state: { in: ['pending', 'approved'] } }, select: { accountId: true } }),
  ])
  return {
    tickets: new Map(tickets.flatMap(({ id, accountId }) => (accountId ? [[accountId, id] as const] : []))),
    guessed: new Set(alerts.flatMap(({ accountId }) => accountId ?? [])),
    asked: new Set(requests.map(({ accountId }) => accountId)),
  }
}

async function planPerson(ctx: ServiceContext, actor: Agent, action: RecoveryAction, { accountId, again, attacked }: HitAccount, { tickets, guessed, asked }: About): Promise<Planned> {
  const out = (state: 'fine' | 'left_out', kind: string, why: string): Planned => ({ accountId, state, kind, why, subjectId: null, fingerprint: null, ticketId: tickets.get(accountId) ?? null })
  if (again) return out('fine', 'in', 'In again since')
  if (attacked || guessed.has(accountId)) return out('left_out', 'attack', attacked ? 'Under attack: tried from a range from which names are guessed' : 'Under attack: their password is being guessed')
  if (asked.has(accountId)) return out('left_out', 'asked', 'The same waits for a second person already')
  const derived = await derivePerson(ctx, actor, action, accountId)
  if (!derived) return out('left_out', 'gone', 'The account is gone')
  const alone = whyAlone(action, derived.facts)
  if (alone) return out('left_out', alone.kind, alone.words)
  if (!derived.preview.possible) return out('fine', 'nothing', derived.preview.because)
  return { accountId, state: 'waiting', kind: null, why: null, subjectId: derived.subjectId, fingerprint: effectOf(action, derived), ticketId: tickets.get(accountId) ?? null }
}

/** The record of one, with the first block that they have met where the action is about one. */
async function derivePerson({ db, now }: ServiceContext, actor: Agent, action: RecoveryAction, accountId: string): Promise<Derived | null> {
  const recovery = recoveryOf(action)
  const state = recovery.subject === 'account' ? null : await readRecord(db.prisma, accountId, now)
  const subjectId = state ? (recovery.subjects(state)[0]?.id ?? null) : null
  return derive(db.prisma, actor, { action, accountId, subjectId, attackLikely: false, now }, false)
}
