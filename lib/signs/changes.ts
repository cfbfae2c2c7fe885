import type { ChangeFacts, Evidence } from '@/lib/evidence/evidence'
import { CHANGE_KIND_TITLES, type ChangeKind } from '@/lib/evidence/vocabulary'
import { absent, defineSign, present, unknown, type Sign } from './define'
import { clock, DAY, nowOf, once, onsetOf } from './look'

const AUTH = /auth|login|sign-?in|sso|saml|oidc|oauth|idp|identity|password|session|token|gateway|edge|keycloak|user/i

/** Whether a change can have brought the failures: before the first one, and not for years. */
function couldHave(change: ChangeFacts, evidence: Evidence): boolean {
  if (change.suspect) return true
  if (change.environment && evidence.environment && change.environment !== evidence.environment) return false
  if (change.beforeFirstFailure !== null) return change.beforeFirstFailure
  const onset = onsetOf(evidence) ?? nowOf(evidence)
  if (change.ms === null || onset === null) return true
  // A clock may be off by a minute, and a failure may be logged before its change is.
  return change.ms <= onset + 60_000 && change.ms >= onset - 21 * DAY
}

/** The changes that can have brought the failures, with where each stands. */
const possible = once((evidence) => [...evidence.changes.entries()].filter(([, change]) => couldHave(change, evidence)))

/** What all signs answer that find no such change. */
const NONE = absent('No such change precedes the first failure.', 'changes')

/** A change of some kind that touches something, before the first failure. Absent only when changes are known. */
export function changeSign(id: string, says: string, holds: (change: ChangeFacts) => boolean): Sign {
  return defineSign({
    id,
    says,
    ask: `${says.replace(/\.$/, '')}?`,
    step: 'changes',
    needs: ['changes'],
    look: (evidence) => {
      if (evidence.changes.length === 0) return unknown
      const hit = possible(evidence).find(([, change]) => holds(change))
      if (!hit) return NONE
      const [index, found] = hit
      const name = [found.service, found.from && found.to ? `${found.from} → ${found.to}` : (found.to ?? '')].filter(Boolean).join(' ')
      return present(`${found.kind ? CHANGE_KIND_TITLES[found.kind] : 'A change'}${name ? ` of ${name}` : ''}${found.ms ? `, ${clock(found.ms)}` : ''}: ${found.summary || 'no summary'}.`.replace(/\.\.$/, '.'), `changes[${index}]`)
    },
  })
}

const texts = new WeakMap<ChangeFacts, string>()

/** What a change says of itself, put together once. */
export function textOf(change: ChangeFacts): string {
  const text = texts.get(change) ?? `${change.service ?? ''} ${change.summary} ${change.from ?? ''} ${change.to ?? ''}`
  texts.set(change, text)
  return text
}
const about = (pattern: RegExp, ...kinds: ChangeKind[]) => (change: ChangeFacts) =>
  pattern.test(textOf(change)) && (kinds.length === 0 || change.kind === null || kinds.includes(change.kind))

export const authChanged = changeSign('change-auth', 'Something on the sign-in path changed before the first failure.', about(AUTH))
export const authDeployed = changeSign('change-auth-release', 'A release or rollback of a sign-in service precedes the first failure.', about(AUTH, 'deploy', 'rollback'))
export const rolledBack = changeSign('change-rollback', 'A rollback of a sign-in service precedes the first failure.', (change) => change.kind === 'rollback' && AUTH.test(textOf(change)))
export const hashChanged = changeSign('change-hash', 'A change touches how passwords are hashed.', about(/hash|argon|bcrypt|scrypt|pbkdf|password[ _-]?(algo|format|verif)/i))
export const pepperChanged = changeSign('change-pepper', 'A change touches a pepper or the secret behind the hashes.', about(/pepper|hash(ing)?[ _-]?(secret|salt|key)|password[ _-]?(salt|secret|key|hmac)/i))
export const limitChanged = changeSign('change-limit', 'A change touches a rate limit or block rule.', about(/rate.?limit|throttl|\bwaf\b|firewall|block rule|per.?minute|lockout|fail2ban/i))
export const certificateChanged = changeSign('change-certificate', 'A certificate or key of the provider changed.', (change) => change.kind === 'certificate' || about(/certificate|signing key|metadata|x509/i)(change))
export const keyRotated = changeSign('change-key', 'A signing key or secret was rotated.', (change) => change.kind === 'key_rotation' || about(/rotat|new (signing )?key|jwks|secret (chang|replac|renew)|nextauth_secret|session secret/i)(change))
export const idpChanged = changeSign('change-idp', 'The identity provider was changed or migrated.', (change) => change.kind === 'idp' || about(/migrat.*(idp|sso|saml|okta|entra|azure|adfs)|(idp|sso|okta|entra).*(migrat|switch|replac|move)|new identity provider|new sign-?in page/i)(change))
export const groupsChanged = changeSign('change-groups', 'A change touches groups or roles.', about(/group|role|mapping|claim/i))
export const redirectChanged = changeSign('change-redirect', 'A change touches a callback, route or public address.', about(/redirect|callback|route|path|base.?url|public.?url|domain|hostname|nextauth_url/i))
export const clientChanged = changeSign('change-client', 'A release of the web page or app precedes the first failure.', about(/web|front|client|app\b|dashboard|spa|mobile|bundle/i, 'deploy', 'rollback'))
export const cookieChanged = changeSign('change-cookie', 'A change touches cookies, frames or domains.', about(/cookie|samesite|iframe|embed|domain|session/i))
export const infraChanged = changeSign('change-infrastructure', 'A proxy, load balancer or number of instances changed.', (change) => change.kind === 'infrastructure' || about(/(?<!oauth2[_-])proxy|ingress|load.?balanc|replica|scal|nginx|traefik|cdn|instances?\b|tls/i)(change))
export const upgraded = changeSign('change-upgrade', 'A package or product was upgraded.', about(/upgrad|bump|updat|dependenc|new version|helm|chart|image|migrat/i, 'deploy', 'migration', 'infrastructure', 'config'))
export const settingsChanged = changeSign('change-settings', 'A setting was changed.', (change) => change.kind === 'config')
export const mfaPolicyChanged = changeSign('change-policy', 'A policy of sign-in was changed.', about(/polic|conditional|mfa|geo|country|risk|require/i, 'config', 'idp'))
