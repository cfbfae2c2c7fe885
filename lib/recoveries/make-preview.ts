import { createHash } from 'node:crypto'
import { maskEmail } from '@/lib/core/mask'
import type { Effect, Gate, Preview } from './define'
import type { RecordState } from './state'

type Parts = {
  because: string
  effects: readonly Effect[]
  stillBlocked: readonly Gate[]
  afterwards?: readonly string[]
  lastFactor?: boolean
  /** Facts behind the words, such as ids: two records that read the same must not pass for each other. */
  depends?: unknown
}

function fingerprintOf(state: RecordState, preview: Omit<Preview, 'fingerprint'>, subjectId: string | null, depends: unknown): string {
  const { id, email, privileged } = state.account
  return createHash('sha256').update(JSON.stringify([id, email, privileged, subjectId, preview, depends ?? null])).digest('hex')
}

/** A preview of something that can be done. Afterwards the person is always told, and the act always audited. */
export function canDo(state: RecordState, subjectId: string | null, { because, effects, stillBlocked, afterwards = [], lastFactor = false, depends }: Parts): Preview {
  const told = [...afterwards, `They are told at ${maskEmail(state.account.email)}.`, 'Audited with you, the reason and the ticket.']
  const preview = { possible: true, because, lastFactor, effects, stillBlocked, afterwards: told }
  return { ...preview, fingerprint: fingerprintOf(state, preview, subjectId, depends) }
}

/** A preview of nothing: why there is nothing to do, or why it must not be done. */
export function cannotDo(state: RecordState, subjectId: string | null, because: string, stillBlocked: readonly Gate[] = []): Preview {
  const preview = { possible: false, because, lastFactor: false, effects: [], stillBlocked, afterwards: [] }
  return { ...preview, fingerprint: fingerprintOf(state, preview, subjectId, null) }
}
