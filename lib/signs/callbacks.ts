import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown } from './define'
import { changeSign } from './changes'
import { clue } from './words'

/** The address to which the provider sends people back. */

export const callbackRefused = clue('text-callback-refused', 'The provider refuses the address to which it is to send people back', /redirect_mismatch|bad_redirect|redirect[_ -]?ur[il]s?[_ -]?(mismatch|invalid|not|error)|invalid[_ ]?redirect|(redirect|callback|reply|return|logout|post.?logout|acs|assertion consumer)[ _-]?(ur[il]l?|uris|urls|address|service url)?s? .{0,90}(not (registered|allowed|valid|whitelist|in|permit|found|configured|listed|associat|match)|does ?n.t match|did not match|do not match|mismatch|\binvalid|unknown|unauthori[sz]ed|differs?\b|must (match|be registered))|(mismatching|unregistered|unknown|illegal|wrong|unallowed) (redirect|callback|reply)|aadsts50011\b|aadsts50011[37]|aadsts900971|(zugriff blockiert|access blocked|acc[èe]s bloqu[ée]|acceso bloqueado)[^\n]{0,80}(anfrage|request|demande|requ[êe]te|solicitud)[^\n]{0,60}(ung[üu]e?ltig|invalid|non valide|no (es )?v[áa]lida)|error 400: redirect|be careful.{0,30}redirect|url blocked.{0,60}(redirect|whitelist)|url_not_allowed|can.t load url.{0,60}domain|redirect_uri .{0,16}(missing|malformed)|callback url mismatch|redirect_ur[il]['"’”]? (parameter )?must|the redirect ur[il] (included|provided|specified|sent)/, ['words', 'logs'])
export const hostOrPathChanged = changeSign('change-host-or-path', 'The host, port or path that people come back to changed.', ({ kind, service, summary, from, to }) => kind !== 'certificate' && /\bwww\b|apex|canonical|new router|rout(e|es|ing)\b|callback|signin-|trailing slash|base ?path|sub-?domain|(new|chang\w*|renam\w*|mov\w*|switch\w*) .{0,24}(domain|host|address|path|port|url)|domain (chang|mov|switch|migrat)|preview|review app|branch (env|deploy)|https?:\/\/\S+|\bport\b.{0,12}\d{2,5}/i.test(`${service ?? ''} ${summary} ${from ?? ''} ${to ?? ''}`))
export const addressDecides = clue('says-address-decides', 'It depends on the address under which the page is opened', /(with|without|ohne|mit|sans|avec|con|sin) (the )?(www|slash|port|subdomain|:\d{2,5})|\bwww\b.{0,30}(davor|in front|before|added|prefix|now|jetzt|redirect)|address with|use the address|(over|via|with|by) (the )?(ip( address)?|ip number|short name|:\d{2,5})\b|(preview|branch|review|pull request|pr-?\d+)[a-z -]{0,16}(env|url|deploy|app|site|build|domain)|on (the )?(preview|branch|new (domain|url|address|port)|staging url)|(main|prod(uction)?|old (domain|address|url)) .{0,16}(works?|yes|fine|ok)/, ['words'])
export const beforePassword = clue('says-before-password', 'The provider shows the error before it asks for anything', /before (even )?(the |my |any )?(password|login|typing|entering|i can)|(microsoft|google|okta|auth0|github|provider.?s?|keycloak|apple|facebook) .{0,24}(error page|page says|shows? .{0,12}error|says)|(button|knopf|bouton|bot[óo]n) .{0,24}(not|nicht|no longer|error|nothing|geht nicht|leads)|error page before/, ['words'])

interface Parts { scheme: string; host: string; port: string; path: string }
function partsOf(address: string): Parts | null {
  try {
    const { protocol, hostname, port, pathname } = new URL(address)
    return { scheme: protocol, host: hostname, port, path: pathname }
  } catch {
    return null
  }
}

const SENT = /redirect_ur[il]["']?[=: ]{1,3}["']?(https?(?::\/\/|%3a%2f%2f)[\w.%:/~*-]{3,300})/g
const plain = (text: string) => text.replace(/%3a/g, ':').replace(/%2f/g, '/')

/** Addresses that are registered, from settings; each may end in a wildcard. */
function registered(evidence: Evidence): { address: string; source: string }[] {
  if (evidence.config.length > 50) return []
  return evidence.config.flatMap(({ key, value }, index) => (/redirect|callback|reply|return|acs/i.test(key) ? [...(value ?? '').toLowerCase().matchAll(/https?:\/\/[\w.:/~*-]{3,300}/g)].map(([address]) => ({ address, source: `config[${index}]` })) : []))
}

const fits = (sent: string, one: string) => (one.endsWith('*') ? sent.startsWith(one.slice(0, -1)) : sent === one)

export const sentNotRegistered = defineSign({
  id: 'log-callback-not-registered',
  says: 'The address sent to the provider is not among those registered.',
  ask: 'Which address is sent, and which are registered?',
  step: 'logs',
  needs: ['config'],
  look: (evidence) => {
    const allowed = registered(evidence)
    const text = `${evidence.words}\n${evidence.logText}`
    const sent = [...text.matchAll(SENT)].map(([, address = '']) => plain(address)).slice(0, 50)
    const first = allowed[0]
    if (!first || sent.length === 0) return unknown
    const wrong = sent.find((address) => !allowed.some(({ address: one }) => fits(address, one)))
    if (!wrong) return absent('The address sent is registered.', first.source)
    const [got, want] = [partsOf(wrong), partsOf(first.address)]
    if (!got || !want || got.scheme !== want.scheme || /^(localhost|127\.|0\.0\.0\.0|10\.|[\w-]+$)/.test(got.host)) return unknown
    const what = got.host !== want.host ? 'host' : got.port !== want.port ? 'port' : 'path'
    return present(`Sent ${wrong.slice(0, 80)}, registered ${first.address.slice(0, 80)}: another ${what}.`, first.source)
  },
})

/** A registered address of a host without "www", and a change or report that speaks of it. */
export const registeredWithoutWww = defineSign({
  id: 'config-callback-without-www',
  says: 'The registered address has another form of the host than the page now has.',
  ask: 'Is the registered address the one that people open?',
  step: 'changes',
  needs: ['config'],
  look: (evidence) => {
    const [first] = registered(evidence)
    const host = first ? partsOf(first.address)?.host : null
    if (!first || !host) return unknown
    const opened = /^https?:\/\/([a-z0-9.-]{3,100})/.exec(evidence.experience.url?.toLowerCase() ?? '')?.[1]
    if (opened) return opened !== host && opened.split('.').slice(-2).join('.') === host.split('.').slice(-2).join('.') && !/auth|login|idp|sso|accounts/.test(opened) ? present(`The page is ${opened}, registered is ${host}.`, first.source) : unknown
    const text = `${evidence.words}\n${evidence.changes.slice(0, 20).map(({ summary, from, to }) => `${summary} ${from ?? ''} ${to ?? ''}`).join('\n').toLowerCase()}`
    return /\bwww\b/.test(text) && !host.startsWith('www.') ? present(`The page has www now, registered is ${host}.`, first.source) : unknown
  },
})

export const redirectToInternal = clue('log-redirect-to-internal', 'The address that we send to the provider is one of the inside', /redirect[_ -]?ur[il][^\n]{0,60}?https?(:\/\/|%3a%2f%2f)(0\.0\.0\.0|\[::\]|10\.\d|172\.(1[6-9]|2\d|3[01])\.|[a-z][\w-]{1,30}(:|%3a)\d{2,5}\b(?<!localhost(:|%3a)\d{2,5})|[\w.-]{2,60}\.(svc|internal|local|lan|cluster\.local)\b)/, ['logs', 'words', 'settings'])
export const redirectOverHttp = clue('log-redirect-over-http', 'The address that we send to the provider begins with http, on a public host', /redirect_?uri=http(:\/\/|%3a%2f%2f)(?!localhost|127\.|0\.0|192\.168)[a-z0-9-]{1,40}\.[a-z0-9.-]{2,60}/, ['logs', 'words'])

export const domainMoved = changeSign(
  'change-domain-moved',
  'The site moved to another domain.',
  ({ summary }) => /\b(moved|migrated|switched|renamed|changed)\b[^\n]{0,12} to (a |the |our |its )?(new|another|other|different|custom) (domain|host ?name|public url)\b(?! (controller|admin|group|user|account))/i.test(summary),
)
