import type { AccountFacts, Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown, type Finding, type Sign } from './define'
import { fieldNamed } from './field-named'
import { foldName } from './fold-name'
import { clock, DAY, nowOf } from './look'

/** A sign over the record: unknown while no record is chosen. */
function recordSign(id: string, says: string, ask: string, look: (account: AccountFacts, evidence: Evidence) => Finding): Sign {
  return defineSign({ id, says, ask, step: 'record', needs: ['account'], look: (evidence) => (evidence.account ? look(evidence.account, evidence) : unknown) })
}

const yes = (because: string) => present(because, 'account')
const no = (because: string) => absent(because, 'account')
const PAST = (at: number, evidence: Evidence) => at <= (nowOf(evidence) ?? at)

export const lockedNow = recordSign('record-locked', 'The record has a lock that has not ended.', 'Is the account locked now?', (account, evidence) => {
  if (account.lockedUntil === null) return account.raw.lockedUntil === null || account.isActive !== null ? no('The record has no lock.') : unknown
  const now = nowOf(evidence)
  if (now !== null && account.lockedUntil <= now) return no(`The lock ended ${clock(account.lockedUntil)}.`)
  return yes(account.lockedUntil === Number.MAX_SAFE_INTEGER ? 'The record says locked.' : `Locked until ${clock(account.lockedUntil)}.`)
})

export const disabledNow = recordSign('record-disabled', 'The record is disabled or suspended.', 'Is the account active?', (account) => {
  if (account.suspendedAt !== null) return yes('The record is suspended.')
  if (account.isActive === null) return unknown
  return account.isActive ? no('The record is active.') : yes('The record is not active.')
})

export const deletedNow = recordSign('record-deleted', 'The record is deleted.', 'Is the account deleted?', (account) => {
  if (account.deletedAt !== null) return yes(`Deleted${account.deletedAt ? ` ${clock(account.deletedAt)}` : ''}.`)
  return account.isActive === true ? no('The record is there and active.') : unknown
})

const namesAnEnd = fieldNamed(/expir|valid|end_?(date|time)|gltgb/i)

export const expiredNow = recordSign('record-expired', 'The validity of the account has ended.', 'Has the validity of the account ended?', (account, evidence) => {
  if (account.expiresAt === null) return account.isActive === true && !Object.keys(account.raw).some(namesAnEnd) ? no('The account has no end of validity.') : unknown
  return PAST(account.expiresAt, evidence) ? yes(`Validity ended ${clock(account.expiresAt)}.`) : no(`Valid until ${clock(account.expiresAt)}.`)
})

export const unverified = recordSign('record-unverified', 'The e-mail was never verified.', 'Is the e-mail verified?', (account) => {
  if (account.emailVerified === null) return unknown
  return account.emailVerified ? no('The e-mail is verified.') : yes('The e-mail was never verified.')
})

export const onboardingOpen = recordSign('record-onboarding-open', 'A step of the set-up is open.', 'Is the set-up of the account complete?', (account) => {
  if (account.onboardingCompleted === null) return unknown
  return account.onboardingCompleted ? no('The set-up is complete.') : yes('A step of the set-up is open.')
})

export const neverSignedIn = recordSign('record-never-signed-in', 'The account has never signed in.', 'Has the account ever signed in?', (account) => {
  if (account.lastLoginAt !== null) return no(`Last signed in ${clock(account.lastLoginAt)}.`)
  return 'lastLoginAt' in account.raw ? yes('The account has never signed in.') : unknown
})

/** Nothing in the record stops a sign-in. */
export const healthy = recordSign('record-healthy', 'Nothing in the record stops a sign-in.', 'Does anything in the record stop a sign-in?', (account, evidence) => {
  const stops = [lockedNow, disabledNow, deletedNow, expiredNow, unverified, onboardingOpen].map((sign) => sign.look(evidence))
  const stop = stops.find(({ state }) => state === 'present')
  if (stop?.state === 'present') return no(stop.because)
  return account.isActive === true ? yes('Active, verified, not locked, suspended, expired or deleted.') : unknown
})

export const noPassword = recordSign('record-no-password', 'The account has no password of its own.', 'Does the account have a password?', (account) => {
  if (account.hasPassword === null) return unknown
  if (account.hasPassword) return no('The account has a password.')
  return yes(account.linked?.length ? `No password; linked with ${account.linked.join(', ')}.` : 'The account has no password.')
})

export const resetPending = recordSign('record-reset-pending', 'A forced reset is open.', 'Was a password reset forced and not completed?', (account) => {
  const value = account.raw.passwordResetRequired ?? account.raw.password_reset_required ?? account.raw.mustChangePassword
  if (typeof value !== 'boolean') return unknown
  return value ? yes('A forced password reset is open.') : no('No reset is open.')
})

/** 90 days is the oldest common rotation; NIST SP 800-63B-4 asks for none. */
export const passwordOld = recordSign('record-password-old', 'The password is older than 90 days.', 'How old is the password?', (account, evidence) => {
  const now = nowOf(evidence)
  if (account.passwordChangedAt === null || now === null) return unknown
  const days = Math.floor((now - account.passwordChangedAt) / DAY)
  return days > 90 ? yes(`The password is ${days} days old.`) : no(`The password is ${days} days old.`)
})

export const passwordRecent = recordSign('record-password-recent', 'The password was changed in the last two weeks.', 'Was the password changed lately?', (account, evidence) => {
  const now = nowOf(evidence)
  if (account.passwordChangedAt === null || now === null) return unknown
  const days = (now - account.passwordChangedAt) / DAY
  return days <= 14 ? yes(`Password changed ${clock(account.passwordChangedAt)}.`) : no('The password is older than two weeks.')
})

export const sessionsOlderThanPassword = recordSign(
  'record-sessions-older-than-password',
  'Sessions from before the password change are still open.',
  'Are sessions from before the password change still open?',
  (account) => {
    if (account.sessions === null || account.passwordChangedAt === null) return unknown
    const changed = account.passwordChangedAt
    const old = account.sessions.filter(({ startedAt, endedAt, lastSeenAt }) => startedAt !== null && startedAt < changed && endedAt === null && (lastSeenAt ?? changed) >= changed)
    return old.length ? yes(`${old.length} open ${old.length === 1 ? 'session is' : 'sessions are'} older than the password and still used.`) : no('No open session is older than the password.')
  },
)

export const staleFactor = recordSign('record-stale-factor', 'An older device of the same kind is the default, a newer one was never used.', 'Is an old device still the default factor?', (account) => {
  if (account.factors === null) return unknown
  for (const old of account.factors) {
    const newer = account.factors.find((other) => other !== old && other.kind === old.kind && (other.enrolledAt ?? 0) > (old.enrolledAt ?? 0))
    if (newer && old.isDefault === true && newer.isDefault !== true) {
      return yes(`${old.label ?? old.kind} is the default; ${newer.label ?? 'a newer one'} was enrolled later${newer.lastUsedAt === null ? ' and never used' : ''}.`)
    }
  }
  return no('No second device of one kind stands behind an older default.')
})

export const noFactors = recordSign('record-no-factor', 'A second factor is required and none is enrolled.', 'Which factors are enrolled?', (account) => {
  if (account.factors === null || account.mfaRequired === null) return unknown
  return account.mfaRequired && account.factors.length === 0 ? yes('A second factor is required and none is enrolled.') : no(`${account.factors.length} factors enrolled.`)
})

export const onlyFactor = recordSign('record-only-factor', 'There is one factor and no recovery codes.', 'Is there another factor to fall back on?', (account) => {
  if (account.factors === null || account.factors.length === 0) return unknown
  const codes = account.factors.some(({ kind }) => kind === 'recovery_codes')
  return account.factors.length === 1 && !codes ? yes('Only one factor is enrolled, and no recovery codes.') : no('There is more than one factor.')
})

export const identifierDiffers = recordSign('record-identifier-differs', 'The identifier that was typed differs from the stored one only in case, spaces, dots or form.', 'Does the identifier typed equal the stored one?', (account, evidence) => {
  const typed = evidence.events.flatMap(({ attempted }) => (attempted ? [attempted] : []))
  const stored = account.identifiers
  const unequal = typed.find((text) => !stored.includes(text) && stored.some((one) => foldName(one) === foldName(text)))
  if (unequal) return yes(`Typed “${unequal}”, stored “${stored.find((one) => foldName(one) === foldName(unequal))}”.`)
  const pair = stored.find((one) => stored.some((other) => other !== one && foldName(other) === foldName(one)))
  if (pair) return yes(`The record holds two spellings of “${pair}”.`)
  return typed.length ? no('The identifier typed is the stored one.') : unknown
})

export const notHere = defineSign({
  id: 'record-not-here',
  says: 'There is no record under this identifier here.',
  ask: 'Is there a record under this identifier?',
  step: 'record',
  or: ['account', 'sought'],
  look: (evidence) => {
    const own = evidence.account?.environment
    if (evidence.account && own && evidence.environment && own !== evidence.environment) return unknown
    if (evidence.account) return absent('A record was found.', 'account')
    return evidence.accountSought ? present(`No record in ${evidence.environment ?? 'this environment'}.`, 'account') : unknown
  },
})

export const elsewhere = defineSign({
  id: 'record-elsewhere',
  says: 'The same person has a record in another environment.',
  ask: 'Is the record in another environment?',
  step: 'record',
  or: ['elsewhere', 'sought'],
  look: (evidence) => {
    const other = evidence.elsewhere[0]
    if (other) return present(`A record stands in ${other.environment ?? 'another environment'}.`, 'elsewhere[0]')
    return evidence.accountSought ? absent('No other environment has a record.', 'elsewhere') : unknown
  },
})

export const wrongHost = defineSign({
  id: 'experience-other-environment',
  says: 'The address is that of a test environment, or the record’s environment is another.',
  ask: 'Which address do they open?',
  step: 'experience',
  or: ['url', 'account.environment'],
  look: (evidence) => {
    const url = evidence.experience.url?.toLowerCase() ?? ''
    const host = /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?([^/?#\s]+)/.exec(url)?.[1] ?? ''
    const test = /(^|[.-])(staging|stage|stg|test|dev|uat|preprod|sandbox|qa|preview)([.-]|$)/.exec(host)
    if (test && !/(stag|test|dev|uat|qa)/.test(evidence.environment ?? 'production')) return present(`The address is ${host}.`, 'experience')
    const own = evidence.account?.environment
    if (own && evidence.environment && own !== evidence.environment) return present(`The record is of ${own}, the ticket of ${evidence.environment}.`, 'account')
    return unknown
  },
})
