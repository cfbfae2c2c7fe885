import { defineSign, present, quoted, unknown } from './define'
import { finder, named } from './find-text'
import { clue } from './words'

/** Public addresses that an application gives out, the origins that it knows, and the environment that an address is of. */

const INTERNAL = /^(localhost|127\.\d|0\.0\.0\.0|10\.\d|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[?::1|[a-z0-9_-]+(:\d+)?$)|\.(local|internal|lan|svc|cluster\.local|docker\.internal)(:\d+)?$/
const hostOf = (url: string) => /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?([^/?#\s]+)/.exec(url.toLowerCase())?.[1] ?? ''

export const endsAtInternal = defineSign({
  id: 'experience-internal-address',
  says: 'People end at an internal or local address.',
  ask: 'At which address do they end?',
  step: 'experience',
  needs: ['url'],
  look: ({ experience: { url, scope } }) => {
    const host = hostOf(url ?? '')
    return url?.includes('//') && INTERNAL.test(host) && scope !== 'one_user' ? present(`They end at ${host}.`, 'experience') : unknown
  },
})
export const landsOnInternal = clue(
  'says-lands-on-internal',
  'People or links are sent to a local or internal address.',
  /(redirect|sent|send|goes|lands?|landed|opens?|open|back|jump|forward|link|point|takes?|leads?|brought|bring)\w{0,12}.{0,40}(localhost|127\.0\.0\.1|0\.0\.0\.0|\.svc\b|cluster\.local|docker\.internal|(container|pod|internal) (name|host|address|url|ip))|(localhost|127\.0\.0\.1|0\.0\.0\.0).{0,20}refused|(redirect|callback|issuer|authorization_endpoint|link)\w{0,12}["' ]{0,2}[=:]["' ]{0,2}https?(:\/\/|%3a%2f%2f)(localhost|127\.0|0\.0\.0\.0|[a-z0-9_-]{1,60}:\d{2,5})/,
  ['words', 'logs'],
)
export const addressSetting = clue(
  'setting-public-address',
  'The setting of the public address or path is named.',
  /\b(site|root|external|base|public|app|frontend|front-end|web|server|host|hostname|canonical|nextauth|auth|service|home)[_-]url\b|overwrite(host|\.cli\.url|webroot)|http[_-]relative[_-]path|kc_hostname|hostname-(url|strict|admin)|(context|base|sub|relative|root)[- ]?path|path prefix|\/auth (prefix|path|context)|(link|url|address)s? in (the |our |my )?(e-?)?mails?.{0,40}(wrong|localhost|old|internal|http:|staging|broken|404)|\/\/auth\/|(double|missing|extra) slash/,
  ['words', 'logs', 'settings'],
)
const AUTH_PATH = /well-known|\/realms\/|\/oauth|\/authori[sz]e|\/connect\/|\/saml|\/login|\/signin|\/sign-in|\/callback|\/logout|\/sso|\/auth\b|\/token\b/
const findGone = finder(/(well-known|\/realms\/|\/oauth|\/authori[sz]e|\/connect\/|\/saml|\/callback|\/logout|\/sso\b|\/token\b)[^\n]{0,100}(\b404\b|not found)|(authori[sz]ation|login|sign-?in|callback|logout|redirect) (url|link|address|button)[^\n]{0,80}\b404\b|(login|sign-?in|logout|sign in|log in)\b.{0,20}(leads|goes|link|button|page).{0,20}404|(\b404\b|not found)[^\n]{0,100}(well-known|\/realms\/|\/oauth|\/authori[sz]e|\/connect\/|\/saml|\/callback|\/logout|\/sso\b|\/token\b)/, ['words', 'logs'])
export const pathNotFound = defineSign({
  id: 'log-path-not-found',
  says: 'An address of the sign-in flow is not found.',
  ask: 'Is the address of the flow the one that the server has?',
  step: 'logs',
  texts: [findGone.wanted],
  or: ['status'],
  look: ({ experience, words, logText }) => {
    if (experience.statusCode === 404 && AUTH_PATH.test(experience.url?.toLowerCase() ?? '') && experience.scope !== 'one_user') return present(`${experience.url?.slice(0, 80)} answers 404.`, 'experience')
    const hit = findGone(words, 'words') ?? findGone(logText, 'logs')
    return hit ? present(`It says ${quoted(hit)}.`, 'logs') : unknown
  },
})

export const portsDiffer = defineSign({
  id: 'log-ports-differ',
  says: 'One host stands there with two ports.',
  ask: 'Is the port of the public address the same everywhere?',
  step: 'logs',
  texts: named(/https:\/\//, 'words', 'logs', 'settings'),
  look: ({ words, logText, settingsText }) => {
    const ports = new Map<string, string>()
    for (const [, host = '', port = ''] of `${words}\n${logText.slice(0, 65_536)}\n${settingsText}`.matchAll(/https:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(:\d{2,5})?/g)) {
      const known = ports.get(host)
      if (known !== undefined && known !== port) return present(`${host} stands there with ${known || 'no port'} and with ${port || 'no port'}.`, 'logs')
      ports.set(host, port)
    }
    return unknown
  },
})

export const originRefused = clue(
  'log-origin-refused',
  'The browser or server names the origin as not allowed.',
  /access-control-allow-origin|blocked by cors|cors (policy|error|request|header|preflight|fail|reject|block|origin|misconfig)|invalid cors|preflight (request|response|fail|check)|origin_mismatch|idpiframe_initialization_failed|not a valid origin|origin is not allowed|aadsts9002326|aadsts9002327|cross-origin token redemption|unauthorized-(domain|continue-uri)|origin checking failed|(not match any|any) trusted origins|csrf_trusted_origins|origin .{0,60}(is not|not) (allowed|in|on|permitted|trusted|authori[sz]ed|registered|whitelisted)|(invalid|untrusted|unknown|disallowed|forbidden) origin|unknown host domain|domain of this url is ?n.t included|invalid domain for site key|domain .{0,40}not (in the list|authori[sz]ed|whitelisted)|disallowedhost|allowed_hosts|web ?origins/,
  ['words', 'logs'],
)
export const otherHostWorks = clue(
  'says-other-host-works',
  'Another of our hosts or domains works.',
  /(old|main|other|first|previous|original|existing|former|primary) (domain|host(name)?|site|url|address|portal|subdomain|server|website|page)('s)?( is| are)?( still)? (ok|fine|works?|good|log)|(works?|ok|fine) (on|at|from|with|under) (the |our )?(old|main|other|first|previous|original|www|primary) (domain|host|site|url|address|portal|subdomain|server|website|one)|(only|just) (on|from|at) (the |our )?(new|second|other|backup|partner) (domain|host|site|url|address|portal|subdomain|server|website|page)|(alte|andere) (domain|adresse|seite) (geht|funktioniert)/,
  ['words'],
)
export const newHost = clue(
  'says-new-host',
  'The page runs on a new host or domain.',
  /new (sub-?)?(domain|host(name)?|url|web address|address|portal|site|frontend|front-end)|renamed|re-?brand|(chang|switch|mov|migrat)\w{0,12} .{0,25}(sub-?)?(domain|hostname|url|dns)|dns switch|neue (domain|adresse)|nouveau domaine|nuevo dominio/,
  ['words', 'logs', 'changes'],
)

const TEST = /(^|[.-])(staging|stage|stg|test|testing|dev|uat|preprod|pre|sandbox|qa|preview|demo|int|acc|training|canary)\d{0,2}([.-]|$)/
const HOSTS = /https?:\/\/([a-z0-9.-]+)/g
const LIVE = /^(production|prod|live|prd)$/
const same = (one: string, other: string) => one === other || (LIVE.test(one) && LIVE.test(other))

/** The record's environment against the addresses that were opened. */
export const recordOfAnother = defineSign({
  id: 'record-of-another-environment',
  says: 'The record is of another environment than the address that was opened.',
  ask: 'Is the record of the environment that they open?',
  step: 'record',
  needs: ['account.environment'],
  look: ({ account, environment, experience, logText }) => {
    const own = account?.environment?.toLowerCase()
    if (!own) return unknown
    if (environment && !same(own, environment.toLowerCase())) return present(`The record is of ${own}, the sign-in of ${environment}.`, 'account')
    const opened = hostOf(experience.url ?? '')
    const hosts = logText.includes('://') ? [opened, ...[...logText.slice(0, 65_536).matchAll(HOSTS)].map((match) => match[1] ?? '')] : [opened]
    const test = hosts.find((host) => TEST.test(host))
    if (LIVE.test(own) && test) return present(`The record is of ${own}, the address is ${test}.`, 'account')
    return !LIVE.test(own) && opened && !TEST.test(opened) && !INTERNAL.test(opened) ? present(`The record is of ${own}, the address is ${opened}.`, 'account') : unknown
  },
})
export const testSystemNamed = clue(
  'says-test-system',
  'A test system or another instance is named.',
  /\b(staging|stage|test|demo|sandbox|uat|qa|preview|pre-?prod|training|beta|dev) (site|server|environment|instance|system|link|url|portal|tenant|workspace|page|build|stage|account|database|db)\b|testflight|(wrong|another|different|other) (environment|instance|tenant|region|data ?cent(er|re)|database)|\b(eu|us|apac|au) (region|instance|site|cloud|data ?cent(er|re)|cluster)|test(umgebung|system)|environnement de (test|recette)|entorno de pruebas/,
  ['words'],
)
export const linkFromElsewhere = clue(
  'says-link-from-elsewhere',
  'The address came from an old link, slides or a bookmark.',
  /(link|url|address|bookmark).{0,40}(webinar|slides?|training|demo|invitation|invite|newsletter|manual|wiki|handbook|documentation|old mail|colleague|flyer|qr)|from (the |my |a )?bookmarks?|saved link|lesezeichen/,
  ['words'],
)
