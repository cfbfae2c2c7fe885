import { causes } from '@/lib/causes'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { Preview, Recovery } from '@/lib/recoveries/define'
import type { RecordState } from '@/lib/recoveries/state'
import { may } from '../authorize'
import type { ServiceContext } from '../context'

/** What the ticket's cause says about an action ("They get in after 09:34"), or null when it does not name it. */
export const fitOf = (cause: string | null, action: RecoveryAction) =>
  causes.find(({ slug }) => slug === cause)?.recoveries.find((each) => each.action === action) ?? null

/**
 * What to say first. The cause's own words hold for the subject that it means; no words promise a way in while another
 * gate stays closed.
 */
export function consequenceOf(recovery: Recovery, cause: string | null, preview: Preview, suggested: boolean): string {
  const words = (suggested ? fitOf(cause, recovery.action)?.consequence : null) ?? recovery.consequence
  return preview.possible && preview.stillBlocked.length > 0 ? `Alone it does not let them in. ${recovery.consequence}` : words
}

const addressKey = (email: string) => email.normalize('NFKC').trim().toLowerCase()

/**
 * Why this agent may not do this to this account, or null. Every rule that does not depend on what was typed stands
 * here, so that the page says what the verb will say.
 */
export function refusalOf(ctx: ServiceContext, action: RecoveryAction, account: RecordState['account'], fits: boolean): string | null {
  if (ctx.actor.kind !== 'agent') return 'Recoveries are for people.'
  if (account.frozenAt) return 'Frozen: the person says that a recovery was not them. Speak with them first; an approver can lift it.'
  if (!may(ctx.actor, `recover:${action}`)) return ctx.actor.role === 'viewer' ? 'Viewers look and change nothing.' : 'An approver must do this.'
  if (addressKey(account.email) === addressKey(ctx.actor.email)) return 'This is your own account. Ask a colleague.'
  if (account.privileged && !may(ctx.actor, 'recover:override')) return 'A privileged account: an approver must do this.'
  if (!fits && !may(ctx.actor, 'recover:override')) return 'It does not fit the verdict. An approver can override.'
  return null
}
