import type { ChangeKind } from '@/lib/evidence/vocabulary'
import { authLibraryOf, MANIFESTS } from './auth-libraries'
import type { Lesson } from './lessons'

export type RelevanceInput = { kind: ChangeKind; service: string; summary: string; paths: readonly string[]; labels: readonly string[]; diff: readonly { key: string }[]; onSignInPath: boolean }

/** A text in place of true is what the reason is about, and is shown with it. */
type Rule = { points: number; reason: string; holds: (change: RelevanceInput) => boolean | string | null }

/** AUTH_CALLBACK_URL and auth-callback-url are the same three words. */
const words = ({ summary, labels, diff }: RelevanceInput) => `${summary} ${labels.join(' ')} ${diff.map(({ key }) => key).join(' ')}`.replace(/[_-]/g, ' ')
const says = (pattern: RegExp) => (change: RelevanceInput) => pattern.test(words(change))
const touches = (pattern: RegExp) => (change: RelevanceInput) => change.paths.some((path) => pattern.test(path))
const either = (pattern: RegExp) => (change: RelevanceInput) => says(pattern)(change) || touches(pattern)(change)

/** What makes a change matter for sign-in. Points add up to at most 100; the reason is shown as it stands here. */
export const RELEVANCE_RULES: readonly Rule[] = [
  { points: 30, reason: 'On the sign-in path', holds: ({ onSignInPath }) => onSignInPath },
  { points: 25, reason: 'Sign-in code', holds: touches(/(^|\/)(auth(?!or)|login|sign-?in|sso|saml|oidc|oauth|session|mfa|passkey|identity)/i) },
  { points: 20, reason: 'Dependencies', holds: touches(MANIFESTS) },
  { points: 45, reason: 'Auth library', holds: authLibraryOf },
  { points: 25, reason: 'Sign-in setting', holds: ({ diff }) => diff.some(({ key }) => /(?:^|[_.:/-])(?:auth(?!or)|login|sign[_-]?in|sso|oidc|saml|oauth|session|cookie|jwt|mfa|otp|password|idp|csrf|passkey|webauthn|captcha)/i.test(key)) },
  { points: 25, reason: 'Labelled as sign-in', holds: ({ labels }) => labels.some((label) => /\b(?:auth|authn|authentication|login|sign[ _-]?in|sso|identity|iam|mfa)\b/i.test(label)) },
  { points: 35, reason: 'Password verification', holds: either(/argon2|bcrypt|scrypt|pbkdf2|password[_ -]?hash|hash(ing|er)|pepper/i) },
  { points: 30, reason: 'Tokens or keys', holds: either(/\bjwt|jwks|token|signing[_ -]?key|issuer|audience|\bkid\b/i) },
  { points: 30, reason: 'Sessions or cookies', holds: either(/session|cookie|samesite/i) },
  { points: 35, reason: 'Single sign-on', holds: either(/saml|oidc|oauth|\bsso\b|idp|identity provider|metadata|group mapping|entra|okta|keycloak|adfs/i) },
  { points: 30, reason: 'Second factor', holds: either(/mfa|totp|otp\b|2fa|passkey|webauthn|sms code/i) },
  { points: 35, reason: 'Limits or blocks', holds: either(/rate[_ -]?limit|throttl|lockout|\bwaf\b|ip (block|allow)|\bgeo[_ -]?(ip|block|fence|restrict)/i) },
  { points: 40, reason: 'Callback or public address', holds: either(/callback|redirect[_ -]?ur[il]|public[_ -]?url|base[_ -]?url/i) },
  { points: 15, reason: 'Speaks of sign-in', holds: says(/\b(auth|login|log in|sign[- ]?in|password|account)\b/i) },
  { points: 30, reason: 'Certificate or provider', holds: ({ kind }) => kind === 'certificate' || kind === 'idp' || kind === 'key_rotation' },
  { points: 15, reason: 'Rolls back', holds: ({ kind }) => kind === 'rollback' },
  { points: 10, reason: 'Proxy or instances', holds: ({ kind }) => kind === 'infrastructure' },
]

/** What a person taught weighs more than any one rule: with it alone a change counts as touching sign-in. */
const TAUGHT_POINTS = 60
export const TAUGHT = { yes: 'Taught: touches sign-in', no: 'Taught: does not touch sign-in' } as const

/**
 * How much a change matters for sign-in, 0 to 100, with its reasons in words, the weightiest first. A lesson that it
 * touches sign-in adds to it; one that it does not takes away what spoke for it then, and nothing that is new. Pure.
 */
export function authRelevance(change: RelevanceInput, lesson: Lesson | null = null): { score: number; reasons: string[] } {
  const held = RELEVANCE_RULES.flatMap(({ points, reason, holds }) => {
    const found = holds(change)
    return found ? [{ points, reason: typeof found === 'string' ? `${reason}: ${found}` : reason }] : []
  })
  const counted = lesson?.touches === false ? held.filter(({ reason }) => !lesson.reasons.includes(reason)) : held
  if (lesson?.touches) counted.push({ points: TAUGHT_POINTS, reason: TAUGHT.yes })
  counted.sort((a, b) => b.points - a.points)
  const reasons = counted.map(({ reason }) => reason)
  return { score: Math.min(100, counted.reduce((sum, { points }) => sum + points, 0)), reasons: lesson?.touches === false ? [...reasons, TAUGHT.no] : reasons }
}
