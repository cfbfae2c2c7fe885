import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { Derived } from '../recoveries/derive'
import { whyAlone } from '../recoveries/policy'
import { effectOf } from './plan-bulk'

/** What is to become of somebody: `done` means that exactly what was agreed to would happen. */
export type Judged = { state: 'done' | 'fine' | 'left_out'; kind: string | null; why: string | null }

/** `fingerprint`: of what was agreed to. `attacked`: the verdict on their own ticket speaks of an attack. `again`: they got in since the preview. */
type Known = { fingerprint: string; attacked: boolean; again: boolean }

/** What is to become of one person of a bulk, from their record as it is under the lock. Null: the account is gone. Pure. */
export function judgePerson(action: RecoveryAction, derived: Derived | null, { fingerprint, attacked, again }: Known): Judged {
  const out = (kind: string, why: string): Judged => ({ state: 'left_out', kind, why })
  if (!derived) return out('gone', 'The account is gone')
  const alone = whyAlone(action, derived.facts)
  if (alone) return out(alone.kind, alone.words)
  if (derived.decision.refused) return out('refused', derived.decision.refused)
  if (attacked) return out('attack', 'Under attack: the verdict on their ticket says so')
  if (again) return { state: 'fine', kind: 'in', why: 'In again since' }
  if (!derived.preview.possible) return { state: 'fine', kind: 'nothing', why: derived.preview.because }
  return effectOf(action, derived) === fingerprint ? { state: 'done', kind: null, why: null } : out('changed', 'Something else would be changed by now')
}
