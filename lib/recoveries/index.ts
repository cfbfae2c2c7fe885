import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import clearBlock from './clear-block'
import type { Recovery } from './define'
import issueBypass from './issue-bypass'
import reEnableAccount from './re-enable-account'
import removeFactor from './remove-factor'
import resendVerification from './resend-verification'
import resetMfa from './reset-mfa'
import revokeSessions from './revoke-sessions'
import sendResetLink from './send-reset-link'
import unlockAccount from './unlock-account'

/** Every recovery, from the safe to the grave. The contract test holds this list equal to the folder. */
export const recoveries: readonly Recovery[] = [resendVerification, sendResetLink, revokeSessions, unlockAccount, clearBlock, reEnableAccount, issueBypass, removeFactor, resetMfa]

/** The recovery of an action. */
export function recoveryOf(action: RecoveryAction): Recovery {
  const found = recoveries.find((each) => each.action === action)
  if (!found) throw new Error(`No recovery is declared for ${action}`)
  return found
}
