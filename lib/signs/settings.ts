import type { ConfigFact } from '@/lib/evidence/evidence'
import { defineSign, present, unknown, type Sign } from './define'

/** A value that says "nobody set it". */
const UNSET = /^\(?(unset|not set|none|null|undefined|empty|missing)?\)?$/i
const isUnset = ({ value, fingerprint }: ConfigFact) => fingerprint === null && (value === null || UNSET.test(value.trim()))

/** More settings than this are an inventory: one of them that stands out says nothing about one person's failure. */
const PICKED = 25

/** A setting that somebody picked because it tells something. What is not among those given stays unknown. */
function settingSign(id: string, says: string, ask: string, holds: (entry: ConfigFact) => boolean): Sign {
  return defineSign({
    id,
    says,
    ask,
    step: 'changes',
    needs: ['config'],
    look: ({ config, environment }) => {
      if (config.length > PICKED) return unknown
      const index = config.findIndex((entry) => (environment === null || entry.environment === null || entry.environment === environment) && holds(entry))
      const entry = config[index]
      return entry ? present(`${entry.key} is ${entry.value?.trim() ? entry.value.slice(0, 80) : 'not set'}.`, `config[${index}]`) : unknown
    },
  })
}

const PROXY = /trust(ed)?[_ .-]?(prox|header|forward|host)|forward(ed)?[_ .-]?(for|proto|header)|proxy[_ .-]?(ssl|header|mode|address)|x[_-]forwarded|proxies/i
const SECRET = /secret|app_?key|encryption[_ .-]?key|signing[_ .-]?key|session[_ .-]?key|pepper|salt/i

export const proxyNotTrusted = settingSign('setting-proxy-not-trusted', 'The setting that trusts the proxy is not made.', 'Does the application trust its proxy?', (entry) => PROXY.test(entry.key) && (isUnset(entry) || /^(false|0|off|no)$/i.test(entry.value ?? '')))
export const secretUnset = settingSign('setting-secret-unset', 'A secret is not set, so a new one is made at each start.', 'Is every secret set?', (entry) => SECRET.test(entry.key) && isUnset(entry))
export const settingUnset = settingSign('setting-unset', 'A setting is empty.', 'Is a setting empty?', (entry) => isUnset(entry) && !PROXY.test(entry.key) && !/samesite|same-site|cookie/i.test(entry.key))
export const notSticky = settingSign('setting-not-sticky', 'Requests go round several instances, or a store is local to one.', 'Do the requests of one sign-in reach one instance?', ({ key, value }) => /round.?robin|no (stickiness|affinity)|least.?conn|apcu|in-?memory|memorystore|local cache|^local$/i.test(value ?? '') || (/replica|instances|nodes/i.test(key) && Number(value) > 1))
export const storeBounded = settingSign('setting-store-bounded', 'The store of sessions has a limit and drops what is over it.', 'Does the store of sessions drop entries?', ({ key, value }) => /maxmemory|max[_-]?memory|evict/i.test(key) || /allkeys|volatile-(lru|ttl|lfu|random)/i.test(value ?? ''))
export const sameSiteUnset = settingSign('setting-same-site', 'The cookie’s SameSite or Secure is not set for a cross-site way back.', 'Which SameSite does the cookie have?', (entry) => /same-?_?site/i.test(entry.key) && (isUnset(entry) || /lax|strict/i.test(entry.value ?? '')))
export const cookieDomainSet = settingSign('setting-cookie-domain', 'A domain is set for the cookie.', 'Which domain is set for the cookie?', (entry) => /(cookie|session)[_ .-]?domain/i.test(entry.key) && !isUnset(entry))
export const lengthLimited = settingSign('setting-password-length', 'A form limits the length of the password.', 'Does a form limit the length of the password?', ({ key, value }) => /max-?_?length/i.test(key) && /^\d+$/.test(value ?? ''))
export const internalAddress = settingSign('setting-internal-address', 'A public setting holds an internal or local address.', 'Do the public settings hold public addresses?', ({ key, value }) => /url|host|authority|issuer|domain/i.test(key) && !/database|redis|smtp|mail|ldap|upstream|_db|cache/i.test(key) && /\/\/(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|[a-z0-9-]+(:\d+)?(\/|$))/i.test(value ?? ''))
export const ownOrigins = settingSign('setting-origins', 'There is a list of origins or domains.', 'Is the host on the list of origins?', ({ key }) => /authori[sz]ed ?_?domains|allowed[_ .-]?origins|cors|trusted[_ .-]?origins|javascript[_ .-]?origins/i.test(key))
export const groupGate = settingSign('setting-group-gate', 'Access is limited to a group.', 'Is access limited to a group?', ({ key, value }) => /group/i.test(key) && !/session|cookie|consumer|log|resource|security/i.test(key) && Boolean(value))
export const secretEnds = settingSign('setting-secret-ended', 'The secret for the provider has an end.', 'When does the secret for the provider end?', ({ key }) => /(client.?secret|secret|apple|credential).{0,30}(exp|expir|end|valid)/i.test(key))
export const skewSmall = settingSign('setting-skew-small', 'Hardly any difference between clocks is allowed.', 'How much difference between clocks is allowed?', ({ key, value }) => /skew|drift|leeway|tolerance/i.test(key) && Number(value) >= 0 && Number(value) < 30)
export const issuerSet = settingSign('setting-issuer', 'The issuer is set by hand.', 'Which issuer is set?', ({ key, value }) => /issuer/i.test(key) && Boolean(value))
