import { textOf, timeOf, yesNo, type Look } from './values'

/** Flags of Active Directory's userAccountControl (Microsoft, "UserAccountControl property flags"). */
const ACCOUNTDISABLE = 0x2
const LOCKOUT = 0x10

const controlOf = (look: Look): number | null => {
  const value = Number(textOf(look('userAccountControl'), 20) ?? Number.NaN)
  return Number.isInteger(value) ? value : null
}

const wordOf = (look: Look) => textOf(look('status', 'state', 'accountStatus', 'userStatus'), 40)?.toLowerCase() ?? null

/** Active is what the record says, in either direction: is_active, enabled, disabled, userAccountControl, status. */
export function isActive(look: Look): boolean | null {
  const yes = yesNo(look('isActive', 'active', 'enabled', 'accountEnabled', 'isEnabled', 'activated'))
  if (yes !== null) return yes
  const no = yesNo(look('disabled', 'isDisabled', 'accountDisabled', 'deactivated', 'banned', 'isBanned', 'blocked', 'isBlocked'))
  if (no !== null) return !no
  const control = controlOf(look)
  if (control !== null) return (control & ACCOUNTDISABLE) === 0
  const word = wordOf(look)
  if (word === null) return null
  if (/inactive|disabled|deactivated|deprovisioned|archived|blocked|closed/.test(word)) return false
  // A password to be changed or a lock that ends is no end of the account.
  return /^(active|enabled|confirmed|password_expired|recovery|locked_out|force_change_password|reset_required)$/.test(word) ? true : null
}

/** The lock's end; far away where the record says "locked" without an end; null where it says nothing of a lock. */
export function lockedUntil(look: Look): number | null {
  const until = timeOf(look('lockedUntil', 'lockoutEnd', 'lockoutUntil', 'lockExpiresAt', 'lockoutEndDateUtc'))
  if (until !== null) return until
  const flag = yesNo(look('locked', 'isLocked', 'accountLocked', 'lockedOut', 'isLockedOut', 'lockedUntil'))
  if (flag === true || timeOf(look('lockedAt', 'lockoutTime')) !== null) return Number.MAX_SAFE_INTEGER
  if (((controlOf(look) ?? 0) & LOCKOUT) !== 0 || /^locked/.test(wordOf(look) ?? '')) return Number.MAX_SAFE_INTEGER
  return null
}

/** Suspended by a flag, a time or a status; true without a time is as old as time. */
export function suspendedAt(look: Look): number | null {
  const at = timeOf(look('suspendedAt', 'bannedAt', 'bannedUntil'))
  if (at !== null) return at
  return yesNo(look('suspended', 'isSuspended', 'suspendedAt')) === true || wordOf(look) === 'suspended' ? 0 : null
}

/** Verified by a status: Cognito's UNCONFIRMED, Okta's STAGED and PROVISIONED (made, never activated). */
export function verifiedByStatus(look: Look): boolean | null {
  const word = wordOf(look)
  if (word === null) return null
  if (/^(unconfirmed|unverified|staged|provisioned|pending([_ -]?(activation|verification|confirmation))?|invited)$/.test(word)) return false
  return /^(confirmed|verified)$/.test(word) ? true : null
}

/** A password that must be set anew before the next sign-in, by flag, status, required action or pwdLastSet = 0. */
export function resetRequired(look: Look): boolean | null {
  const flag = yesNo(look('passwordResetRequired', 'mustChangePassword', 'forcePasswordChange', 'forceChangePasswordNextSignIn', 'resetRequired'))
  if (flag !== null) return flag
  const actions = look('requiredActions')
  if (Array.isArray(actions) && actions.some((action) => /update_password|reset_password/i.test(textOf(action, 60) ?? ''))) return true
  if (textOf(look('pwdLastSet'), 20) === '0') return true
  return /^(recovery|force_change_password|reset_required|password_reset)$/.test(wordOf(look) ?? '') ? true : null
}

/** A password whose validity has ended, by flag, status or its own end. */
export function passwordExpired(look: Look, now: number | null): boolean | null {
  const flag = yesNo(look('passwordExpired', 'isPasswordExpired', 'credentialsExpired'))
  if (flag !== null) return flag
  if (wordOf(look) === 'password_expired') return true
  const until = timeOf(look('passwordExpiresAt', 'passwordExpirationDate', 'passwordExpiry'))
  return until !== null && now !== null ? until <= now : null
}
