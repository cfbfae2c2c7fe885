import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { fitOf } from '../recoveries/rules'
import type { PatternCause } from './pattern-cause'

/** Whether a recovery may be done to all people of a pattern with this cause, as the catalogue says. */
export function fitsBulk(action: RecoveryAction, cause: PatternCause | null): boolean {
  const rule = recoveryOf(action).bulk
  if (cause === null || rule === null) return false
  return fitOf(cause.slug, action) !== null || (rule === 'fault' && !cause.attack)
}
