import { causes } from '@/lib/causes'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { Preview, Recovery } from '@/lib/recoveries/define'
import { may } from '../authorize'
import type { ServiceContext } from '../context'

/** A bypass stands in for what would take a factor away: where that fits, so does the milder one. */
const INSTEAD: Partial<Record<RecoveryAction, readonly RecoveryAction[]>> = { issue_bypass: ['remove_factor', 'reset_mfa'] }

/** What the ticket's cause says about an action ("They get in after 09:34"), or null when it does not name it. */
export function fitOf(cause: string | null, action: RecoveryAction): { consequence: string | null } | null {
  const named = causes.find(({ slug }) => slug === cause)?.recoveries ?? []
  const own = named.find((each) => each.action === action)
  if (own) return own
  return named.some((each) => INSTEAD[action]?.includes(each.action)) ? { consequence: null } : null
}

/** Whether the verdict speaks of an attack. */
export const isAttack = (cause: string | null) => causes.find(({ slug }) => slug === cause)?.nature === 'attack'

/**
 * What to say first. The cause's own words hold for the subject that it means; no words promise a way in while another
 * gate stays closed.
 */
export function consequenceOf(recovery: Recovery, cause: string | null, preview: Preview, suggested: boolean): string {
  const words = (suggested ? fitOf(cause, recovery.action)?.consequence : null) ?? recovery.consequence
  return preview.possible && preview.stillBlocked.length > 0 ? `Alone it does not let them in. ${recovery.consequence}` : words
}

/** Why this agent may not ask for this, by their role and the verdict, or null. What the account and the day ask for stands in policy.ts. */
export function roleRefusal(ctx: Pick<ServiceContext, 'actor'>, action: RecoveryAction, fits: boolean): string | null {
  if (ctx.actor.kind !== 'agent') return 'Recoveries are for people.'
  if (!may(ctx.actor, `recover:${action}`)) return ctx.actor.role === 'viewer' ? 'Viewers look and change nothing.' : 'Your role does not include this recovery.'
  if (!fits && !may(ctx.actor, 'recover:override')) return 'It does not fit the verdict. An approver can override.'
  return null
}
