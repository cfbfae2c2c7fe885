import { defineSign, present, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** Accounts that are let in from one network or host only. */

export const boundToPlace = clue(
  'text-bound-to-place',
  'The account is bound to a host, workstation or local network.',
  /data 531\b|0xc0000070|invalid_?workstation|workstation restriction|can only (connect|log ?in|sign ?in|be used) (via|from|on|in|through) (the )?(localhost|local|lan|internal|office|console)|only .{0,20}(log|sign) ?in (via|from) localhost|not allowed (to connect )?remote(ly)?|(not allowed|no|denied) remote (connections?|access|login)|is not allowed to connect to this|no pg_hba|not allowed because not listed in allowusers|root login.{0,20}(refused|denied|disabled)|permitrootlogin|local[_ ]only|localonly|trusted_networks|not permitted to log ?on at this|not allowed to log ?on to this|logon type|restricted ip|outside (of )?(the )?(allowed|trusted|permitted) (networks?|range)|break-?glass.{0,40}(only|network)|nur (aus dem|im) (lokalen |internen )?netz|uniquement depuis le r[ée]seau|solo desde la red/,
  ['words', 'logs'],
)
export const placeInRecord = clue(
  'record-bound-to-place',
  'The record names the networks or hosts that the account may come from.',
  /"(allowed_?(networks?|ips?|hosts?|sources?|ranges?|cidrs?)|ip_?(restrictions?|allow_?list|white_?list|ranges?)|trusted_?networks?|(log_?on_?|user_?)workstations|local_?only|login_?from|bound_?(cidrs?|ips?)|source_?(ips?|networks?))":(\[?"|true|\{)|"host":"(localhost|127\.0\.0\.1|::1|10\.|192\.168\.)/,
  ['record'],
)
export const officeOnly = clue(
  'says-inside-only',
  'It works inside, on the local network or the host itself, and not from elsewhere.',
  /(works?|fine|ok|no problem|possible|always|gets? in|logs? in)\b.{0,40}(in|at|from|on|inside) (the )?(office|lan|local (network|machine|host)|server itself|intranet|house|(db|database) (host|machine|server)|host itself|same (network|machine|host))|(at|in|from|on) (the )?(office|lan|local network|intranet|(db|database) (host|machine|server)|server|host)( itself)?( lan)? .{0,30}(works?|fine|ok|no problem)|(not|refused|denied|fails?|rejected|does ?n.t) .{0,20}(from|at|over|through) (home|outside|remote|vpn|mobile|any other|another (host|machine|network)|the internet|elsewhere)|im b[üu]ro (geht|funktioniert)|au bureau [çc]a marche/,
  ['words'],
)
export const othersFromOutside = clue(
  'says-others-from-outside',
  'Other accounts get in from the same place.',
  /(other|normal|regular|personal|viewer|my own) (users?|accounts?|logins?|viewers?|people|colleagues?).{0,40}(ok|fine|works?|can|no problem|log ?in|everywhere)/,
  ['words'],
)
export const rightPasswordDenied = clue(
  'log-right-password-denied',
  'The password was right and the sign-in was denied.',
  /(pw|pwd|pass(word)?|credentials?)[ =:]{1,3}(ok|valid|correct|right|match(ed)?|accepted|success)\b.{0,40}(den(y|ied)|reject|refus|block|fail)|(password|credentials?) (is |are |was |were )?(correct|valid|right|accepted|ok)\b.{0,30}(but|then|deny|denied|reject|block)/,
  ['logs', 'words'],
)

const PLACES = /only|local|inside|internal|office|host/i
/** A database grants a name from a host: the same name from another is another user. */
export const grantedElsewhere = defineSign({
  id: 'record-host-of-grant',
  says: 'The account exists for another host than the one that it comes from.',
  ask: 'From which host may the account come?',
  step: 'record',
  texts: named(/"host":"/, 'record'),
  look: ({ account, words, logText }) => {
    const host = account?.raw.Host ?? account?.raw.host
    if (typeof host !== 'string' || host === '%' || host === '') return unknown
    const from = /'[\w.-]{1,60}'@'([\w.:%-]{1,80})'/.exec(`${words}\n${logText.slice(0, 65_536)}`)?.[1]
    return from && from !== host.toLowerCase() ? present(`Granted from ${host}, came from ${from}.`, 'account') : PLACES.test(host) && from === undefined ? present(`Granted from ${host}.`, 'account') : unknown
  },
})
