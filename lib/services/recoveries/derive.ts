import { canonicalJson, sha256 } from '@/lib/core/canonical-json'
import type { Transaction } from '@/lib/db/client'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import type { Preview, Recovery } from '@/lib/recoveries/define'
import { readRecord, type RecordState } from '@/lib/recoveries/state'
import { decide, type Decision, type PolicyFacts } from './policy'
import { readFacts, type Who } from './read-facts'

export type Derived = { recovery: Recovery; state: RecordState; subjectId: string | null; preview: Preview; facts: PolicyFacts; decision: Decision; fingerprint: string }

type About = { action: RecoveryAction; accountId: string; subjectId: string | null; attackLikely: boolean; now: Date }

/**
 * Everything that a recovery would do and would need, from the record as it is now: the page shows it, the verb derives it
 * again under the lock, and two different fingerprints mean that what was seen is not what would happen. Null when the
 * account is gone.
 */
export async function derive(tx: Transaction, who: Who, about: About, hold: boolean): Promise<Derived | null> {
  const state = await readRecord(tx, about.accountId, about.now)
  if (!state) return null
  const recovery = recoveryOf(about.action)
  const { subjectId } = about
  const preview = recovery.preview(state, subjectId)
  const facts = await readFacts(tx, who, state, { lastFactor: preview.lastFactor, attackLikely: about.attackLikely }, hold)
  const decision = decide(about.action, facts)
  const fingerprint = sha256(canonicalJson([preview.fingerprint, decision.tier, decision.raises]))
  return { recovery, state, subjectId, preview, facts, decision, fingerprint }
}
