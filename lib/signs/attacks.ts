import type { Evidence } from '@/lib/evidence/evidence'
import { isObject, textOf, timeOf } from '@/lib/evidence/values'
import { defineSign, present, unknown, type Sign } from './define'
import { fieldNamed } from './field-named'
import { finder, named } from './find-text'
import { failures, fieldsOf, nowOf, once } from './look'
import type { Part } from './parts'
import { triesOf } from './sources'
import { clue } from './words'

/** The shapes of attacks: who is tried, from where, how often, and what was changed afterwards. */

const shapeOf = once((evidence: Evidence): { names: string[]; places: number; tries: number } => {
  const names: string[] = []
  const places = new Set<string>()
  for (const { who, from } of triesOf(evidence)) {
    if (who === null) continue
    names.push(who)
    if (from !== null) places.add(from)
  }
  return { names, places: places.size, tries: names.length }
})

function shape(id: string, says: string, ask: string, needs: Part, told: (seen: ReturnType<typeof shapeOf>) => string | null): Sign {
  return defineSign({
    id,
    says,
    ask,
    step: 'logs',
    needs: [needs],
    look: (evidence) => {
      const because = told(shapeOf(evidence))
      return because ? present(because, 'logs') : unknown
    },
  })
}

/** Fewer than this many names may be a family, a team or chance. */
const NAMES = 4

export const namesFromManyPlaces = shape('log-names-from-many-places', 'Many names fail once or twice, each from its own address.', 'From how many addresses do how many names fail?', 'tries', ({ names, places, tries }) => {
  const count = new Set(names).size
  return count >= NAMES && places >= 3 && places >= 0.7 * count && tries <= 2 * count ? `${count} names fail from ${places} addresses.` : null
})
export const namesFromFewPlaces = shape('log-names-from-few-places', 'Many names fail once or twice, from few addresses.', 'From how many addresses do how many names fail?', 'tries', ({ names, places, tries }) => {
  const count = new Set(names).size
  return count >= NAMES && places > 0 && places < 0.7 * count && tries <= 2 * count ? `${count} names fail from ${places} ${places === 1 ? 'address' : 'addresses'}.` : null
})
export const namesInOrder = shape('log-names-in-order', 'The names are tried in the order of the alphabet.', 'In which order are the names tried?', 'tries', ({ names }) => {
  const distinct = [...new Set(names)]
  return distinct.length >= NAMES && distinct.every((name, index) => index === 0 || (distinct[index - 1] ?? '') <= name) ? `The names come in order: ${distinct.slice(0, 4).join(', ')}.` : null
})
export const inventedNames = defineSign({
  id: 'log-invented-names',
  says: 'The names are random letters.',
  ask: 'Are the names those of people?',
  step: 'logs',
  needs: ['addresses'],
  look: ({ words, logText }) => {
    if (!words.includes('@') && !logText.includes('@')) return unknown
    const names = new Set<string>()
    for (const [, name = ''] of `${words}\n${logText.slice(0, 65_536)}`.matchAll(/(?<![\w.+-])([a-z0-9_+-]{5,40})@/g)) if (/[bcdfghjklmnpqrstvwxz]{4}|\d[a-z]+\d[a-z]|[a-z]\d{1,3}[a-z]{3,}/.test(name)) names.add(name)
    const [one] = names
    return names.size >= (/sign-?up|regist/.test(`${words}\n${logText}`) ? 2 : 3) ? present(`${names.size} names are random, such as “${one}”.`, 'logs') : unknown
  },
})

export const privilegedNames = shape('log-privileged-names', 'Only privileged names are tried.', 'Which names are tried?', 'logs', ({ names }) => {
  const distinct = new Set(names)
  return distinct.size > 0 && distinct.size <= 3 && [...distinct].every((name) => /^(local)?(domain)?admin|administrator|admin$|^root$|^sa$|backup|^cfo|^ceo|service|^svc/.test(name)) ? `Only ${[...distinct].join(', ')} is tried.` : null
})

const CLOCK = /(?<![\d:])(\d{2}):(\d{2}):(\d{2})(?!\d)/
const FAILED = /fail|bad_|invalid|denied|reject|wrong|incorrect|\b401\b|lock/i

const findCount = finder(/\(?\bx ?\d{2,7}\b.{0,20}(min|hour|sec)|\d{3,7} (times|attempts|tries|failures|events).{0,30}(min|hour|sec)/, ['logs'])

export const rapidTries = defineSign({
  id: 'log-rapid-tries',
  says: 'One name is tried every few seconds, faster than a person types.',
  ask: 'How fast do the tries follow one another?',
  step: 'logs',
  texts: [findCount.wanted],
  or: ['tries'],
  look: (evidence) => {
    const counted = findCount(evidence.logText, 'logs')
    if (counted) return present(`The log counts “${counted}”.`, 'logs')
    if (evidence.events.length + evidence.unrecognised.length < 4 || new Set(triesOf(evidence).flatMap(({ who }) => who ?? [])).size > 1) return unknown
    const times = [
      ...failures(evidence).flatMap(({ ms }) => (ms === null ? [] : [ms / 1000])),
      ...evidence.unrecognised.slice(-200).flatMap(({ raw }) => {
        const time = FAILED.test(raw) ? CLOCK.exec(raw) : null
        return time ? [Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3])] : []
      }),
    ].sort((a, b) => a - b)
    if (times.length < 4) return unknown
    const quick = times.slice(1).filter((time, index) => time - (times[index] ?? time) <= 4).length
    return quick >= 3 && quick >= 0.6 * (times.length - 1) ? present(`${times.length} tries follow one another by seconds.`, 'logs') : unknown
  },
})
export const manyFailedInRecord = defineSign({
  id: 'record-many-failed',
  says: 'The record counts more failed tries than a person makes.',
  ask: 'How many failed tries does the record count?',
  step: 'record',
  needs: ['account.failedAttempts'],
  look: ({ account }) => {
    const count = account?.failedAttempts ?? null
    return count !== null && count >= 25 ? present(`The record counts ${count} failed tries.`, 'account') : unknown
  },
})
export const countedAttack = clue(
  'log-attack-counted',
  'Counts of many failed names or addresses are given.',
  /(distinct|unique|different|separate)[_ -](users?|names|accounts|user ?names|ips?|addresses|sources|e-?mails|countries)\b|(failed|failing|wrong|rejected)[ _](log-?ins?|sign-?ins?|auth\w{0,12}|password)s?.{0,40}(\d+ ?x|times (normal|usual|more|higher)|spike|surge|ten times|explod|above normal|than (normal|usual))|(spike|surge|jump|wave|burst|peak|lots|tons|thousands|hundreds|millions|\d{3,8}|ten times) (of |in )?.{0,25}(failed|wrong|rejected|unsuccessful) ?(login|sign|auth|password|attempt)\w{0,12}|(login|sign-?in|auth\w{0,12}) (fail\w{0,6}|errors?|attempts?) .{0,20}(times|normal|spike|surge|rise|rising|grows?|like crazy|over many|across many|for many)|(thousands|hundreds|millions|tens of thousands) of .{0,12}(log-?ins|attempts|sign-?ins)|\d ?% (get in|got in|succeed|success)|success[_ ]?(rate|share)? ?[=:]? ?0?\.\d|(lots|many|plenty|hundreds|thousands) of (50126|4625|4771|4776|data 52e|invalid (user|password|login))|fehlgeschlagene anmeldungen/,
  ['words', 'logs'],
)
export const leakedPassword = clue(
  'text-leaked-password',
  'A password known from a leak, or used on other sites, is named.',
  /pwd_leak|(leaked|breached|pwned|compromised|exposed|stolen) (password|credential)s?|password.{0,30}(found|seen|appeared|part|listed) in .{0,20}(breach|leak|dump)|haveibeenpwned|same password (on|for|at|as|in|everywhere|elsewhere)|(re-?use[sd]?|re-?using) .{0,20}password|(use|used|have) (this |the |that )?same (old )?password|password .{0,20}(on|for|at) (other|several|many|all) (sites|pages|shops|services|accounts)|(passwords?|credentials|e-?mails?) .{0,25}from (an? |the )?(old |known |other )?(leak|breach|dump)|residential prox|combo ?list|(e-?mail|user(name)?)s?[:/+ &]{1,3}password (lists?|pairs|combos?)|password lists?\b|credential stuffing|known (data )?breach|list of (stolen|leaked)/,
  ['words', 'logs', 'record'],
)
export const passwordResetForSafety = clue(
  'says-reset-for-safety',
  'The provider reset passwords for safety.',
  /(for|because of) (your |their )?(own )?(security|safety|protection|precaution).{0,50}(reset|change|new password)|(we|they|you) (have |had |has )?(proactively |preventively )?(reset|invalidated|cleared) (your|my|all|their|the) .{0,20}password|your password (has been|was) (reset|cleared|invalidated)|(must|have to|need to|asked to) (choose|set|create|pick) a new password|as a precaution|aus sicherheitsgr[üu]nden|par mesure de s[ée]curit[ée]|por (motivos de )?seguridad/,
  ['words'],
)
export const victimsTell = clue(
  'says-victims-tell',
  'People find orders, points or money gone.',
  /(points?|miles|balance|credits?|money|vouchers?|gift ?cards?|bonus).{0,25}(gone|missing|stolen|spent|used|drained|empt(y|ied)|disappear)|orders? .{0,25}(not|never|did ?n.t|nobody) .{0,15}(mine|made|placed?|ordered?)|(customers?|users?|shoppers?|members?|people|accounts?) .{0,40}(drained|emptied|hijack|hacked|charged)/,
  ['words'],
)
export const lockedForAbuse = clue(
  'lock-for-abuse',
  'The lock or reset was set because of abuse.',
  /(reason|because|due to|for|cause)["':= ]{1,4}.{0,20}(suspicious|compromis|abuse|leak|breach|fraud|spam|unusual|hijack|stuffing|risk)|(lock|suspend|block|disabl|quarantin)\w{0,6}.{0,40}(compromis|sending spam|abuse|stuffing|hijack)/,
  ['logs', 'record', 'words'],
)
export const legacyClientTries = clue('log-legacy-client', 'Tries come by old protocols or the command line, where no second factor is asked.', /azure active directory powershell|azure ad powershell|bav2ropc|authenticated smtp|legacy auth|other clients|\bropc\b|cbainprod|active ?directory ?powershell|microsoft azure cli|exchange activesync.{0,40}many/, ['logs', 'words'])
export const sprayNamed = clue(
  'text-spray-named',
  'Many accounts are tried with few tries each.',
  /spray|alphabetic|(one|1|single|two|few|\d) (bad |wrong |failed |incorrect )?(passwords?|try|attempt|failure|login|password)s? (each|per (user|account|name|person))|(each|every|per) (account|user|name) (only )?(once|one|twice|a few times)|(every|all|many|each|\d{2,6}) (of our )?(mailbox(es)?|accounts?|users?|staff|employees?|people|names?)\b.{0,30}(same|one|single|common) passwords?|(same|one|single) password .{0,40}(against|on|for|at) (all|every|many|each)|over (many|lots of|all) (people|users|accounts|names)|(accounts|users|names) (that|which|who) (do ?n.t|do not|never) exist|(non-?existing|non-?existent|unknown|invalid|guessed|generic) (users?|accounts?|user ?names?|names)\b.{0,30}(attempt|tried|login|from|vpn|ssh|fail)|common (password|name|user)|smart lockout.{0,40}(many|several)|no one (really )?complains|nobody complain/,
  ['words', 'logs'],
)

export const floodRate = clue(
  'log-flood-rate',
  'Requests come far faster than usual.',
  /\d[\d.,]{0,9} ?k? ?(\/ ?s(ec)?\b|rps|req(uest)?s?\/(s|sec|min|h)|per (second|sec|minute)|requests? (a|per) (second|minute|hour)|(sign-?ups?|registrations?|log-?ins?|accounts|otps?|sms|mails?|calls) (a|per|in one|in an|an|within) (second|minute|hour|min))|(sign-?up|registration|login|request|otp|traffic) (rate|volume|count|traffic)s?.{0,30}(\d|normal|usual|spike|explod|high)|\((normal(ly)?|usual(ly)?|baseline)[ :]|traffic (spike|surge|explod|peak)|(slow|down|503|502|time-?outs?).{0,60}(bots?|flood|ddos|attack|fake)/,
  ['logs', 'words'],
)
export const messagesPumped = clue(
  'text-messages-pumped',
  'Codes are sent in masses to numbers of nobody.',
  /toll fraud|sms (pumping|fraud|bomb)|(sms|text|otp|twilio)\b.{0,30}(bill|costs?|invoice|spend)|(bill|costs?|invoice|spend)\b.{0,30}(sms|text messages|otp|twilio)|(otp|sms|code|verification)s? .{0,12}(sends?|sent).{0,20}\d+ ?k?\b|\d+ ?k (otp|sms|codes|texts)|max send attempts|irsf|premium[- ]rate|(numbers|countries|country|prefix(es)?) .{0,40}(no|zero|without|not any|never) .{0,15}(clients?|customers?|users?|business)|conversion .{0,30}\d/,
  ['words', 'logs'],
)
export const botsSignUp = clue(
  'text-bots',
  'Robots or made-up people are named.',
  /(fake|bogus|junk|spam|bot|random|gibberish|made-?up) (accounts?|sign-?ups?|users?|registrations?|names?|e-?mails?|traffic)|\bd?dos\b|http flood|layer ?7|\bl7\b|slowloris|credential flood|bots? (attack|flood|sign|regist|hit|hammer)|(flood|hammer|bombard)(s|ed|ing)?\b|captcha .{0,30}(off|missing|solved|bypass|none|not)|under attack/,
  ['words', 'logs'],
)

export const notMineWords = clue(
  'says-not-mine',
  'The person finds a device, address or act in the account that is not theirs.',
  /(never|did ?n.t|not|do not|don.t) (had|have|set ?up|add(ed)?|install(ed)?|request(ed)?|enrol+(ed)?|ask(ed)? for|own(ed)?|creat(e|ed)|send|sent|chang(e|ed)|recogni[sz]e)\b.{0,40}(app\b|authenticator|device|phone|passkey|number|factor|2fa|e-?mails?|posts?|password|orders?|login|sign-?in)|(phone|number|e-?mail|address|name|language|password|recovery \w{1,12}) .{0,30}(is|are|was|were|has been|got) (gone|changed|replaced|swapped|deleted|removed)\b|(not|isn.?t|is not|was ?n.t) (me|mine|my (address|e-?mail|number|phone|device))\b|(somebody|someone) else.?s|(strange|unknown|foreign|another|different|other) (e-?mail|address|number|phone|device|country|location).{0,30}(in|on|there|shown|listed|account|signed|session)|(somebody|someone) (else )?(changed|has changed|logged|is logged|signed|is in|got in|took|hacked|is using|uses|posts?|sends?)|hacked|(been|was|got) taken over|hijack|gehackt|pirat[ée]|hackeado/,
  ['words'],
)
export const factorSwapped = clue(
  'log-factor-swapped',
  'Factor, address or phone of the account was changed or a new place was seen.',
  /mfa\.factor\.(deactivate|reset_all|activate)|user\.(mfa\.factor|account\.update_primary_email|account\.update_profile)|reset \w{2,12}_factor|(remove|delete|reset|update|disable|deactivate|change)[_ ](totp|otp|sms|phone|mfa|2fa|factor|authenticator|email|e-mail|password)\b.{0,40}(ip|from|country|by)|(totp|otp|sms|phone|mfa|2fa|factor|authenticator|recovery (email|phone)|email( address)?) (was |has been )?(removed|deleted|reset|updated|disabled|deactivated|changed|replaced)|new[ _-]?(device|geo-?location|country|ip|city)=positive|(new|unfamiliar|first seen) (country|device|location|asn)|set-?mailbox|(new|set)-inboxrule|inbox rule|forwarding (rule|address)|change_email|update_email/,
  ['logs'],
)

/** Keys of a record that say when address, phone or factor was changed last, or what it was before. */
const isChange = fieldNamed(/^(previous|old|former)[-_]?(e[-_]?mail|phone|mobile|number|address)$|^(e[-_]?mail|phone|mobile|recovery[-_]?(e[-_]?mail|phone)|mfa|factors?|2fa)[-_]?(last[-_]?)?(changed|updated|replaced|reset)[-_]?(at|on|date)?$/i)
const RECENT = 14 * 86_400_000

export const ownerFieldsChanged = defineSign({
  id: 'record-owner-fields-changed',
  says: 'Address, phone or factor in the record was changed lately.',
  ask: 'Was address, phone or factor of the account changed lately?',
  step: 'record',
  texts: named(/(previous|old|former)[_-]?(e[_-]?mail|phone|mobile|number|address)"|(e[_-]?mail|phone|mobile|mfa|factors?|2fa)[_-]?(last[_-]?)?(changed|updated|replaced|reset)/, 'record'),
  look: (evidence) => {
    const now = nowOf(evidence)
    const hit = fieldsOf(evidence).find(([key, value]) => {
      if (!isChange(key) || value === null || value === '') return false
      const at = timeOf(value)
      return at === null ? /^(previous|old|former)/i.test(key) : now === null || now - at < RECENT
    })
    return hit ? present(`The record holds ${hit[0]}: ${String(hit[1]).slice(0, 60)}.`, 'account') : unknown
  },
})
export const sessionsOfTwoCountries = defineSign({
  id: 'record-sessions-of-two-countries',
  says: 'Sessions of the account come from different countries.',
  ask: 'From which countries do the sessions come?',
  step: 'record',
  texts: named(/"sessions":\[\{/, 'record'),
  look: ({ account }) => {
    const sessions = account?.raw.sessions
    if (!Array.isArray(sessions)) return unknown
    const countries = new Set(sessions.slice(0, 100).flatMap((session) => (isObject(session) ? (textOf(session.country ?? session.location, 60) ?? []) : [])))
    return countries.size >= 2 ? present(`Sessions come from ${[...countries].slice(0, 3).join(', ')}.`, 'account') : unknown
  },
})
export const everythingOff = clue(
  'says-devices-off',
  'The person’s own devices are off or somebody else’s machine makes the tries.',
  /(phone|laptop|pc|computer|devices?|everything|tablet) (is |are |was |were )?(all )?(off|turned off|switched off|powered off|shut down)\b|not an old password|no other devices?|(i|we) (was|am|were) (asleep|sleeping|on holiday|on vacation|offline|away|in bed)|nobody (is |was )?(sitting|at (the|that)|using|logged)|not (sitting|working) (there|at)|did nothing|have ?n.t (touched|typed)/,
  ['words'],
)
export const infectedHost = clue('log-infected-host', 'A machine inside may be infected.', /malware|infected|infection|trojan|\bworm\b|ransomware|conficker|emotet|mimikatz|lateral movement|beacon|(av|antivirus|edr|defender|crowdstrike)\b.{0,40}(last contact|days ago|alert|detect|off|disabled|outdated|not running|missing)|compromised (host|machine|pc|workstation|laptop)|honeypot/, ['logs', 'words'])
export const actsOfAnother = clue('says-acts-of-another', 'The account does things that its owner did not do.', /(account|profile|mailbox|page|it)\b.{0,30}(posts?|posted|posting|sends?|sent|sending|tweets?|messages?|bought|orders?|transfer\w{0,4}) .{0,40}(crypto|\bads?\b|spam|scam|phishing|messages|links|everyone|contacts|friends|money)|(spam|phishing|scam|messages|mails?) .{0,20}(from|in) my (account|mailbox|address|name)|(friends|contacts|colleagues) (get|got|receive).{0,30}(spam|mails?|messages|links)|(charged|purchases?|transfers?|withdraw\w{0,4}) .{0,30}(not|never|did ?n.t)/, ['words'])
export const foreignTries = clue('says-foreign-tries', 'The tries come from foreign or strange places.', /(attempts?|tries|log-?ins?|sign-?ins?|versuche|tentatives|intentos|requests)\b.{0,60}(from|aus|von|depuis|desde|in) .{0,25}(abroad|(other|foreign|different|several|strange|many) (countr|place|cit|ip)|foreign|ausland|fremd|unknown|strange|russia|china|vietnam|nigeria|brazil|korea|all over|l.[ée]tranger|el extranjero|hosting|\btor\b)|(russian?|chinese|foreign|unknown|strange) (ips?|address(es)?|countr(y|ies)|locations?)/, ['words'])
export const oneDeviceManyNames = clue('says-one-device-many-names', 'One device or machine tries several accounts.', /(one|single|same|former|old|lost|stolen|his|her|an?|this) .{0,40}(device|ipad|iphone|phone|\bpc\b|workstation|machine|host|computer|laptop|server|printer).{0,40}(tries|trying|tried|attempts|locks?|locking|hits|hammers?).{0,30}(\d+|many|several|all|other|different|multiple) (accounts|users|names|colleagues|people)|(many|several|all|different|multiple|\d+) (accounts|users|names|colleagues|people)\b.{0,60}(from|by) (one|a single|the same) (device|ip|pc|machine|host|workstation|computer)|(former|ex-?)[ -]?(employee|colleague|contractor)('s)?.{0,40}(phone|ipad|iphone|device|laptop|tablet|keeps|tries)/, ['words'])
export const changeNotice = clue('says-change-notice', 'A notice says that address, phone or password of the account was changed.', /(your|the|my) (e-?mail( address)?|phone( number)?|password|recovery \w{3,12}|2fa|two-factor \w{3,20}|authenticator|security (info|settings?)) .{0,12}(was|were|has been|have been) (changed|updated|removed|replaced|added|disabled|turned off|reset)/, ['words'])
