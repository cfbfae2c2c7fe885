import { defineSign, present, unknown } from './define'
import { named } from './find-text'
import { failures, logSource } from './look'
import { clue } from './words'

/** What tells a lock after failed tries, and whose tries they are. */

export const lockCode = clue('lock-code', 'A product says by its code that the account is locked', /aadsts50053|idslocked|\bdata 775\b|0xc0000234|status_account_locked_out|\b(event ?(id)?[ =:]*)4740\b|user_temporarily_disabled|user_disabled_by_(temporary|permanent)_lockout|user\.account\.lock|locked_out\b|account_?locked(_|\b)|accountlockedexception|lockedexception|islockedout|is_locked_out|userlockedout|user_?locked\b|axes.{0,30}lock(ed|ing) out|axes_locked|pam_faillock|pam_tally|faillock|ora-28000|er_account_has_been_locked|error:? 18486|password_lockout|pwdaccountlockedtime|exceed password retry limit|password attempts exceeded|error-login-blocked-for-user|status ?(code)? ?423|http 423|423 locked|aadb2c90114|limit_wc|kdc_err_client_revoked|clients? credentials have been revoked|accountnonlocked ?[=:] ?false|login for user temporarily blocked|user\.locked\b/, ['logs', 'words', 'settings'])
export const lockStated = clue('lock-stated', 'The message says that the account is locked after failed tries', /account (is |has been |was )?(now |currently |temporarily |automatically )?(locked|disabled temporarily)|(locked|blocked|disabled|suspended).{0,40}(too many|failed|multiple|several|repeated|consecutive).{0,25}(attempt|tries|login|sign|password)|(too many|maximum( number of)?|\d+|consecutive) (failed|wrong|invalid|incorrect|bad|unsuccessful) .{0,24}(attempt|tries|login|password|sign).{0,80}(lock|block|disabl|unlock|wait \d+ ?(min|hour)|again in \d+ ?(min|hour))|too many failed .{0,12}(attempts|tries|logins)|account .{0,30}temporarily (locked|disabled|blocked)|user account (is )?(currently )?locked|login failures? for user .{0,60}locked|(konto|account|benutzer|kennung|zugang).{0,24}(wurde |ist )?(vorübergehend |temporär )?gesperrt|zu viele (fehl|falsche|fehlgeschlagene)|compte .{0,24}(verrouill|bloqu)|trop de tentatives|cuenta .{0,24}bloquead|demasiados intentos/, ['words', 'logs'])
export const ownMistakes = clue('lock-own-mistakes', 'The person says that they mistyped some times', /(typed?|entered|put in|tried).{0,50}(wrong|incorrect|mistak|old one)|num ?lock|caps ?lock|fat[ -]?finger|mistyp|typo|(tried|attempted) (it )?(\d+|a few|several|some|many|multiple|three|four|five|six|ten|a couple( of)?) times|(few|couple of|several|three|four|five|\d+) (wrong|failed) (attempts|tries|times)|mehrmals (falsch|vertippt)|vertippt|trompé.{0,20}(fois|mot de passe)|me equivoqu/, ['words'])

/** The lock comes back after it was taken off: something keeps trying. */
export const lockReturns = clue('lock-returns', 'The lock comes back after each unlocking', /(unlock|entsperr|déverrouill|desbloque)[a-z]*.{0,80}(again|minutes? later|hours? later|within|after (a few|some|\d+)|back|then locked|wieder|nouveau|vuelve)|\b(locks?|locked|lockouts?)\b.{0,24}(again|repeatedly|constantly|continu|several times|many times|every (day|morning|hour|few|time|\d+|half|ten|fifteen|thirty)|all the time|over and over|each (day|morning|time))|(keeps?|constantly|repeatedly|continually|always|permanently|again and again|frequently|randomly|daily|wieder|immer|ständig|sans cesse|toujours|siempre) .{0,24}(\block(s|ed|ing)?\b|gesperrt|verrouill|bloque)|re-?lock(s|ed|ing)?\b|frequent (account )?lock/, ['words', 'logs'])

const CLIENT = 'phone|mobile|tablet|ipad|iphone|android|laptop|pc\\b|desktop|mail ?(app|client|program)|outlook|thunderbird|activesync|exchange|imap|pop3|smtp|caldav|carddav|calendar|script|cron|job\\b|task|service account|windows service|drive|share|printer|copier|scanner|vpn client|wi-?fi|wlan|802\\.1x|radius|jenkins|pipeline|backup|connector|integration|application pool|credential manager|keychain|keyring|browser'
export const oldPasswordKept = clue('lock-old-password-kept', 'A device or program keeps the old password', new RegExp(`(${CLIENT}).{0,60}(?<!\\b(not|no|isn.t|never) (an? |my |the |any )?)(old|previous|saved|stored|cached|remembered|outdated|former|alte[sn]?) (password|credential|pw\\b|passwort|kennwort)|(old|previous|saved|stored|cached|remembered|outdated|former|stale) (password|credential|pw\\b)s?.{0,60}(${CLIENT})|cached credentials?|stored credentials?|credential manager|anmeldeinformationsverwaltung|(forgot|did ?n.t|not|never) (to )?(update|change)[a-z]* .{0,20}(password|it) (on|in|at) (the|my|his|her|our)`), ['words', 'logs'])
const IN_BACKGROUND = /activesync|\/ews\/|autodiscover|\/mapi\/|\/rpc\/|\bimap(-login|d|4)?\b|\bpop3(-login)?\b|caldav|carddav|\/remote\.php\/dav|\/webdav|logon type:? ?(3|4|5)\b|logontype[=:" ]*(3|4|5)\b|scheduled task|service account|\bsvc[-_.]|mapped (network )?drive|(old (laptop|pc|server|phone|tablet)|mail ?(app|client|program)|thunderbird|apple mail|outlook on|printer|copier|scanner|meeting[ -]room|kiosk|cron|backup job|jenkins|prn?t?srv\d*|print ?server)\b/
const LOCK = /\block(s|ed|ing|outs?)?\b|account_locked|\b4740\b|50053|data 775|gesperrt|verrouill|bloquead/

export const backgroundClient = defineSign({
  id: 'lock-background-client',
  says: 'A program in the background is named beside a lock.',
  ask: 'Does a program in the background try?',
  step: 'logs',
  texts: named(IN_BACKGROUND, 'words', 'logs'),
  look: ({ words, logText }) => {
    const text = `${words}\n${logText.slice(0, 65_536)}`
    const hit = IN_BACKGROUND.exec(text)
    return hit && LOCK.test(text) ? present(`It names “${hit[0].slice(0, 60)}” beside a lock.`, 'logs') : unknown
  },
})
export const deviceOffHelps = clue('lock-device-off-helps', 'The lock stays away while a device is off', /(phone|tablet|laptop|device|pc|mail app|outlook|wifi|wi-fi|script|service|job).{0,40}(switched off|turned off|powered off|is off|was off|airplane|flight mode|removed|disabled|stopped|in the drawer|unplugged).{0,80}(not locked|no lock|no more|stops?|stopped|fine|works|never)|(not locked|no lock|no more lock|stops?|fine).{0,60}(phone|tablet|device|laptop|script|job).{0,24}(off|airplane|removed|stopped)/, ['words'])
export const lockAfterPasswordChange = defineSign({
  id: 'lock-after-password-change',
  says: 'The locks began with a change of the password.',
  ask: 'Did the locks begin with a change of the password?',
  step: 'experience',
  texts: named(/lock|gesperrt|verrouill|bloque/, 'words'),
  look: ({ words }) => {
    if (!/\block|gesperrt|verrouill|bloque/.test(words)) return unknown
    const hit = /(chang|reset|renew|updat|forced|rotat)[a-z]* .{0,24}(my |the |his |her |a )?(password|pw|passwd|credentials|passwort|kennwort)\b|(since|after|with) .{0,16}new (password|pw)\b|passwort(ä|ae)nderung|kennwort(ä|ae)nderung|(password|pw|passwort|kennwort) (was |has been |got )?.{0,12}(chang|reset|renew|expir|rotat|geändert)|mot de passe .{0,20}chang|chang.{0,24}(mot de passe|contraseña)/.exec(words)
    return hit ? present(`The locks began about when: “${hit[0]}”.`, 'experience') : unknown
  },
})

/** The same machine stands behind every lock. */
export const sameCaller = defineSign({
  id: 'lock-same-caller',
  says: 'Every lock comes from the same machine.',
  ask: 'Which machine do the locks come from?',
  step: 'logs',
  needs: ['reason.account_locked'],
  look: (evidence) => {
    const locks = failures(evidence).filter(({ reason, client }) => reason === 'account_locked' && client)
    const last = locks.at(-1)
    if (!last || locks.length < 2) return unknown
    return new Set(locks.map(({ client }) => client)).size === 1 ? present(`${locks.length} locks, all from ${last.client}.`, logSource(last)) : unknown
  },
})

const STAMPS = [
  /(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d):(\d\d)/,
  /()(?:[a-z]{3} +)(\d{1,2})()[ /](\d\d):(\d\d):(\d\d)/,
  /(\d{1,2})\/([a-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)/,
]

/** Seconds of a line's own time within its month: enough for the gaps between lines. */
function secondsIn(text: string): number | null {
  for (const stamp of STAMPS) {
    const parts = stamp.exec(text)
    if (!parts) continue
    const [hours = 0, minutes = 0, seconds = 0] = parts.slice(4, 7).map(Number)
    const day = Number(parts[3]?.length === 2 ? parts[3] : parts[3]?.length === 4 ? parts[1] : parts[2])
    return ((day * 24 + hours) * 60 + minutes) * 60 + seconds
  }
  return null
}

/** Failures of one name, recognised or not, that come as by a clock: three are enough where nothing else mixes in. */
export const clockwork = defineSign({
  id: 'lock-clockwork',
  says: 'The tries or locks come as by a clock.',
  ask: 'Do the tries or locks come at a constant interval?',
  step: 'logs',
  needs: ['tries'],
  look: (evidence) => {
    const failed = failures(evidence)
    const known = failed.filter(({ reason }) => reason === 'account_locked' || reason === 'bad_password' || reason === 'bad_username_or_password' || reason === 'unknown')
    const times = [
      ...known.flatMap(({ ms, message }) => (ms === null ? (secondsIn((message ?? '').toLowerCase()) ?? []) : ms / 1000)),
      ...evidence.unrecognised.slice(-200).flatMap(({ raw }) => (/fail|lock|denied|reject|invalid|\b401\b|4740|4771|4776|4625/i.test(raw) ? (secondsIn(raw.toLowerCase()) ?? []) : [])),
    ].sort((a, b) => a - b)
    if (times.length < 3 || new Set(failed.flatMap(({ attempted }) => attempted ?? [])).size > 1) return unknown
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const even = gaps.every((gap) => Math.abs(gap - mean) <= Math.max(3, mean * 0.06))
    // A person may well try once a minute three or four times: only more of it, or longer gaps, are a machine's.
    return mean >= 20 && even && (mean >= 120 || times.length >= 6) ? present(`${times.length} tries, one every ${Math.round(mean)} s.`, 'logs') : unknown
  },
})

/** A lock that holds while the tries go on: the tries after it say "wrong password" and mean the lock. */
export const lockInForce = defineSign({
  id: 'lock-in-force',
  says: 'A lock was set in the present trouble.',
  ask: 'Was a lock set during these tries?',
  step: 'logs',
  needs: ['reason.account_locked'],
  look: (evidence) => {
    const failed = failures(evidence)
    const at = failed.findLastIndex(({ reason }) => reason === 'account_locked')
    const event = failed[at]
    if (!event) return unknown
    const later = evidence.events.slice(evidence.events.indexOf(event) + 1)
    return later.some(({ outcome, reason }) => outcome === 'success' && reason === 'success') ? unknown : present(`The log says that the account was locked${event.code ? ` (${event.code})` : ''}.`, logSource(event))
  },
})
