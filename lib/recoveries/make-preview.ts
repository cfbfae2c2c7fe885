import { createHash } from 'node:crypto'
import { maskEmail } from '@/lib/core/mask'
import type { Effect, Gate, Preview, Tier } from './define'
import type { RecordState } from './state'

type Parts = {
  tier: Tier
  because: string
  effects: readonly Effect[]
  stillBlocked: readonly Gate[]
  afterwards?: readonly string[]
  /** Facts behind the words, such as ids: two records that read the same must not pass for each other. */
  depends?: unknown
}

/** Tier 3 on a privileged account is takeover-grade. */
export const tierFor = (state: RecordState, tier: Tier): Tier => (tier === 3 && state.account.privileged ? 4 : tier)

function fingerprintOf(state: RecordState, preview: Omit<Preview, 'fingerprint'>, subjectId: string | null, depends: unknown): string {
  const { id, email, privileged } = state.account
  return createHash('sha256').update(JSON.stringify([id, email, privileged, subjectId, preview, depends ?? null])).digest('hex')
}

/** A preview of something that can be done. Afterwards the person is always told, and the act always audited. */
export function canDo(state: RecordState, subjectId: string | null, { tier, because, effects, stillBlocked, afterwards = [], depends }: Parts): Preview {
  const told = [...afterwards, `They are told at ${maskEmail(state.account.email)}.`, 'Audited with you, the reason and the ticket.']
  const preview = { possible: true, because, tier: tierFor(state, tier), effects, stillBlocked, afterwards: told }
  return { ...preview, fingerprint: fingerprintOf(state, preview, subjectId, depends) }
}

/** A preview of nothing: why there is nothing to do, or why it must not be done. */
export function cannotDo(state: RecordState, subjectId: string | null, tier: Tier, because: string, stillBlocked: readonly Gate[] = []): Preview {
  const preview = { possible: false, because, tier: tierFor(state, tier), effects: [], stillBlocked, afterwards: [] }
  return { ...preview, fingerprint: fingerprintOf(state, preview, subjectId, null) }
}
