import type { ChangeKind } from '@/lib/evidence/vocabulary'

export type RelevanceInput = { kind: ChangeKind; service: string; summary: string; paths: readonly string[]; labels: readonly string[]; diff: readonly { key: string }[]; onSignInPath: boolean }

type Rule = { points: number; reason: string; holds: (change: RelevanceInput) => boolean }

/** AUTH_CALLBACK_URL and auth-callback-url are the same three words. */
const words = ({ summary, labels, diff }: RelevanceInput) => `${summary} ${labels.join(' ')} ${diff.map(({ key }) => key).join(' ')}`.replace(/[_-]/g, ' ')
const says = (pattern: RegExp) => (change: RelevanceInput) => pattern.test(words(change))
const touches = (pattern: RegExp) => (change: RelevanceInput) => change.paths.some((path) => pattern.test(path))
const either = (pattern: RegExp) => (change: RelevanceInput) => says(pattern)(change) || touches(pattern)(change)

/** What makes a change matter for sign-in. Points add up to at most 100; the reason is shown as it stands here. */
export const RELEVANCE_RULES: readonly Rule[] = [
  { points: 30, reason: 'On the sign-in path', holds: ({ onSignInPath }) => onSignInPath },
  { points: 25, reason: 'Sign-in code', holds: touches(/(^|\/)(auth(?!or)|login|sign-?in|sso|saml|oidc|oauth|session|mfa|passkey|identity)/i) },
  { points: 20, reason: 'Dependencies', holds: touches(/(package(-lock)?\.json|pom\.xml|go\.(mod|sum)|Gemfile(\.lock)?|requirements.*\.txt|poetry\.lock|Cargo\.(toml|lock))$/i) },
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

/** How much a change matters for sign-in, 0 to 100, with its reasons in words, the weightiest first. Pure. */
export function authRelevance(change: RelevanceInput): { score: number; reasons: string[] } {
  const held = RELEVANCE_RULES.filter((rule) => rule.holds(change)).sort((a, b) => b.points - a.points)
  return { score: Math.min(100, held.reduce((sum, { points }) => sum + points, 0)), reasons: held.map(({ reason }) => reason) }
}
