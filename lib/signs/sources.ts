import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown, type Sign } from './define'
import { failures, once } from './look'

/** Who tried from where, as an event says it or as a line of any kind writes it. */
type Try = { who: string | null; from: string | null; agent: string | null }

const WHO = /\b(?:user(?:name)?|account|login|for (?:invalid )?user|uid|upn|principal|failed(?: for)?)\b["']?[=: <]{1,3}["'<]?([\w.@+-]{2,80})/gi
/** What follows "user" or "login" in a sentence and is no name. */
const NO_NAME = /^(fail(ed|ure)?|error|for|from|attempt|was|is|not|name|ip|id|authentication|password|login|user|account|invalid|denied|locked|rejected|success)$/i
const FROM = /\b(?:ip|from|client(?:ip)?|rip|src|source|remote(?:addr|_addr| ip)?|host)\b["']?[ =:<"']{1,4}((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4}:[0-9a-f:]{4,39})/i
const AGENT = /\bdevice ?id["']?[ =:]{1,2}["']?([\w-]{4,80})/i
const FAILED = /fail|reject|denied|invalid|refus|401|403|unsuccessful|not found|error|lock|limit|exceed|429|too many/i
/** A name that stands where no key says so: right after the reason, or the only thing that looks like an address. */
const NAMED = /(?:(?:bad|invalid|wrong)_password|(?:login|auth)_fail(?:ed|ure)?|email[="': ]{1,3})\s{0,2}([\w.+-]{2,60}@[\w.-]{3,80}|[\w.+-]{3,60})|([\w.+-]{2,60}@[\w-]{1,60}\.[\w.-]{2,60})/i
const ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g
const LINES = 500

function nameIn(text: string): string | null {
  const bounded = text.slice(0, 2000)
  WHO.lastIndex = 0
  for (let match = WHO.exec(bounded); match; match = WHO.exec(bounded)) {
    const name = match[1] ?? ''
    if (!NO_NAME.test(name)) return name.toLowerCase()
    // "failed login admin": the word that is no name may announce one.
    WHO.lastIndex = match.index + match[0].length - name.length
  }
  return null
}

const partOf = (pattern: RegExp, text: string) => pattern.exec(text)?.slice(1).find(Boolean)?.toLowerCase() ?? null

/** The address of a line that holds one and no other. */
function onlyAddress(text: string): string | null {
  const found = text.slice(0, 2000).match(ADDRESS)
  return found?.length === 1 ? (found[0] ?? null) : null
}

/** Every failed try, recognised or not, oldest first. */
export const triesOf = once((evidence: Evidence): readonly Try[] => {
  const events = failures(evidence).map(({ attempted, accountId, ip }) => ({ who: attempted ?? accountId ?? null, from: ip ?? null, agent: null }))
  const lines = evidence.unrecognised
    .slice(-LINES)
    .filter(({ raw }) => FAILED.test(raw))
    .map(({ raw }) => ({ who: nameIn(raw) ?? partOf(NAMED, raw), from: partOf(FROM, raw) ?? onlyAddress(raw), agent: partOf(AGENT, raw) }))
  return [...events, ...lines]
})

function kinds(tries: readonly Try[], key: keyof Try): ReadonlySet<string> {
  const values = new Set<string>()
  for (const { [key]: value } of tries) if (value !== null) values.add(value)
  return values
}
const namesTried = once((evidence: Evidence) => kinds(triesOf(evidence), 'who'))
const placesTried = once((evidence: Evidence) => kinds(triesOf(evidence), 'from'))

function shapeSign(id: string, says: string, ask: string, enough: (tries: readonly Try[]) => string | null): Sign {
  return defineSign({
    id,
    says,
    ask,
    step: 'logs',
    needs: ['tries'],
    look: (evidence) => {
      const tries = triesOf(evidence)
      if (tries.filter(({ who, from, agent }) => who !== null && (from !== null || agent !== null)).length < 3) return unknown
      const told = enough(tries)
      return told ? present(told, 'logs') : absent('The tries are of few names and few addresses.', 'logs')
    },
  })
}

export const namesFromOnePlace = shapeSign('log-names-from-one-place', 'Several names fail from one address or device.', 'How many names fail from one address?', (tries) => {
  const [who, from, agents] = [kinds(tries, 'who'), kinds(tries, 'from'), kinds(tries, 'agent')]
  return who.size >= 3 && (from.size === 1 || agents.size === 1) ? `${who.size} names fail from ${agents.size === 1 ? 'one device' : 'one address'}.` : null
})

export const placesForOneName = shapeSign('log-places-for-one-name', 'One name is tried from many addresses.', 'From how many addresses is the name tried?', (tries) => {
  const [who, from] = [kinds(tries, 'who'), kinds(tries, 'from')]
  return who.size === 1 && from.size >= 3 ? `One name is tried from ${from.size} addresses.` : null
})

const PRIVATE = /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|fd|fe80)/i

export const privateSource = defineSign({
  id: 'log-private-source',
  says: 'The attempts of different people all come from one internal address.',
  ask: 'Which addresses does the service see?',
  step: 'logs',
  needs: ['logs'],
  look: (evidence) => {
    const from = placesTried(evidence)
    const [only] = from
    if (only === undefined) return unknown
    return from.size === 1 && PRIVATE.test(only) && namesTried(evidence).size !== 1 ? present(`Every attempt seems to come from ${only}.`, 'logs') : absent('The attempts come from addresses of people.', 'logs')
  },
})

const STOCK = /^(admin(istrator)?|root|test|guest|user|oracle|info|support|demo|vpn)\d?$/

/** Names that nobody has, but every list of attackers begins with. */
export const stockNames = defineSign({
  id: 'log-stock-names',
  says: 'Names such as “admin” or “test” are tried.',
  ask: 'Which names are tried?',
  step: 'logs',
  needs: ['logs'],
  look: (evidence) => {
    const stock = [...namesTried(evidence)].find((name) => STOCK.test(name))
    return stock ? present(`“${stock}” is tried.`, 'logs') : unknown
  },
})

const SCRIPT = /python|curl\/|go-http|okhttp|^java\/|apache-httpclient|node-fetch|axios|libwww|scrapy|headless|wget|postman|^ruby|php\//i

export const scriptedTries = defineSign({
  id: 'log-scripted',
  says: 'The tries come from a program, not from a browser.',
  ask: 'Which program makes the tries?',
  step: 'logs',
  needs: ['agents'],
  look: (evidence) => {
    const told = failures(evidence).filter(({ userAgent }) => userAgent)
    const last = told.at(-1)
    if (!last) return unknown
    const scripted = told.filter(({ userAgent }) => SCRIPT.test(userAgent ?? ''))
    return scripted.length * 2 > told.length ? present(`${scripted.length} of ${told.length} failures come from a program (${scripted.at(-1)?.userAgent?.slice(0, 60)}).`, 'logs') : absent('The tries come from browsers.', `logs[${last.line}]`)
  },
})
