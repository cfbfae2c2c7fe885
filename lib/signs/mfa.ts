import { absent, defineSign, present, quoted, unknown } from './define'
import { finder, named } from './find-text'
import type { Evidence } from '@/lib/evidence/evidence'
import { once } from './look'
import { clue } from './words'

/** What tells apart the ways in which a second factor fails. */

/** As people say it; a "code" may also be that of an error or of an authorisation. */
const findCodes = finder(/((?<!error |status |response |authori[sz]ation |auth |reason |result |country |exit |http |qr |source |return |sub|zip |promo |invite |oauth )\bcodes?\b(?! ?(verifier|challenge|exchange|grant|flow|base|[:=]|\d{3}))|\b(otps?|totp|2fa|mfa|one-?time (password|pin)|passcodes?|token fobs?|fobs?|(hardware|otp|rsa) tokens?)\b).{0,80}(fail|wrong|incorrect|invalid|not (work|accept|valid|match|recogni)|n.t (work|accept|match|go)|never (work|accept|right|valid|match)|refus|reject|falsch|ung[uü]ltig|abgelehnt|inv[aá]lid)|(invalid|incorrect|wrong|bad|falscher?|ung[uü]ltiger?)[ _](.{0,20}[ _])?((?<!auth |error |status |authorization )code\b(?! ?(verifier|challenge|exchange|grant))|otp|totp|passcode|pin\b|one-?time)|(error|fail(ed|ure)?|unable|could not|can ?not|can.t|couldn.t)( to)? verify(ing)? .{0,24}(two-?factor|2fa|code|key|otp|totp)|(two-?factor|2fa|otp|totp|mfa)( authentication| verification| code)? (verification |check )?(fail|error|invalid|never|always)|code (ist )?(falsch|ung[uü]ltig)|code (incorrect|invalide|erron[eé])|c[oó]digo (incorrecto|inv[aá]lido)/, ['words'])

/** As products log it. */
const findLogged = finder(/(invalid|wrong|incorrect|bad)[ _-]?(user )?(otp|totp|2fa|mfa|passcode|one-?time|verification code|two-?factor|authenticator|security code)|(otp|totp|2fa|mfa|two-?factor)[ _\w]{0,24}(fail|invalid|incorrect|reject|wrong|not match|mismatch)|mfa_code_invalid|otp counter/, ['logs'])

function codesIn({ words, logText }: Evidence): { hit: string; source: string } | null {
  const said = findCodes(words, 'words')
  if (said) return { hit: said, source: 'experience' }
  const logged = findLogged(logText, 'logs')
  return logged ? { hit: logged, source: 'logs' } : null
}

export const codesRefused = defineSign({
  id: 'mfa-codes-refused',
  says: 'Codes of an app or token are refused.',
  ask: 'Are codes of an app or token refused?',
  step: 'experience',
  texts: [findCodes.wanted, findLogged.wanted],
  look: (evidence) => {
    const found = codesIn(evidence)
    return found ? present(`Codes are refused: ${quoted(found.hit)}.`, found.source) : unknown
  },
})

const CLOCK = /\bntp\b|chrony|timesyncd|time difference|difference (in|of|between) .{0,16}(time|clock|phone|server)|(not|out of|n.t) (in )?sync\b|leeway|timedatectl|w32time|hwclock|(server|system|host|phone|device|machine|vm|appliance|container|box)('s)? (time|clock|date)|(?<!all the |every |the whole )(time|clock|date) (of|on|in) (the |my |our |his |her )?(server|phone|host|vm|device|machine|box|nas|pi|system|container)|clock.{0,24}(off|wrong|drift|behind|ahead|skew|sync|fast|slow|differ|not set)|time (is |was |runs? )?(a bit |some |about |\d+ (min|sec)[a-z]* )?(off|wrong|behind|ahead|slow|fast|not right|incorrect|out of sync)|(minutes?|mins?|seconds?) (ahead|behind|slow|fast|off)|time ?zone|automatic (date|time)|(set|changed|adjusted|turned) .{0,24}(time|clock|date)\b.{0,24}(by hand|manual|back|forward|because)|(time|clock|date) (by hand|manually)|time (drift|sync|correction|skew|offset|window|step)|(clock|time) drift|resync|re-?synchroni|synchroni[sz]ed: no|(in|snapshot).{0,4} \d+ minutes.{0,20}instead of|uhr(zeit)? .{0,20}(falsch|geht|nach|vor|stimmt)|systemzeit|horloge|(hora|reloj) (incorrect|del|mal)|(restored|restore|came back|revert|resum|suspend|hibernat|paus)[a-z]* .{0,24}(snapshot|vm\b|virtual machine)|snapshot (restore|of|rollback)|offset [+-]?\d+ ?(steps|s\b|sec)|timewindow|outside (the )?(time )?window|counter found at offset|air[- ]?gap|(cmos|rtc|bios) battery/

export const clockAndCodes = defineSign({
  id: 'mfa-clock-and-codes',
  says: 'Codes are refused, and a clock, a drift or a restored machine is named.',
  ask: 'Do the clocks of server and device agree?',
  step: 'logs',
  texts: named(CLOCK, 'words', 'logs', 'settings'),
  look: (evidence) => {
    const text = `${evidence.words}\n${evidence.logText.slice(0, 65_536)}\n${evidence.settingsText}`
    const codes = codesIn(evidence)?.hit ?? /\b(2fa|totp|otp|google auth|token fobs?)\b/.exec(text)?.[0]
    const named = codes ? CLOCK.exec(text) : null
    return codes && named ? present(`It names “${codes.slice(0, 60)}” and “${named[0].slice(0, 60)}”.`, 'logs') : unknown
  },
})

/** A new enrolment fails as well: the fault is not in the device. */
export const freshEnrolmentFails = clue('mfa-fresh-enrolment-fails', 'A new enrolment or another phone gives refused codes as well', /(re-?scan|scann|re-?enrol|enrol|set ?up|setup|re-?add|add|register|new qr|qr).{0,60}(same (thing|error|problem|result)|also|still|too|fails?|invalid|wrong|incorrect|not accept|refus|never)|(other|another|different|second|two|several|all) (phones?|devices?|authenticators?|apps?).{0,24}(also|same|too|fail|neither|wrong|nor)|(already|even) (at|during|in) (the )?(set-?up|enrolment|enrollment|activation|registration)|(can(not|.t)?|unable to|impossible to) (enable|activate|set up|turn on|enrol).{0,24}(2fa|mfa|otp|totp|two)|(everyone|everybody|all users|nobody|no one).{0,40}(code|otp|2fa|totp)/, ['words'])

export const resyncHelps = clue('mfa-resync-helps', 'A resync of the token helps, or tokens age', /re-?sync(hroni[sz]e|ing|ed)?\b|token fobs?\b|hardware tokens?\b|\bfobs?\b|(counter|offset|drift)[ =:]{1,3}[+-]?\d+|(wait|waiting|try|trying|used?|using) .{0,24}(previous|next|following|second|old) code|code (from|of) (a|one|the) (minute|moment) (ago|before|earlier|later)|(previous|next) code works?|works? (with|after) (a )?delay/, ['words', 'logs'])

// The code comes too late

export const codeTooLate = clue('mfa-code-too-late', 'The code comes after it has run out, or much delayed', /\b(sms|text( message)?s?|codes?|otps?|passcodes?|(e-?)?mails? with (a |the |my )?codes?)\b.{0,50}\b(too late|late\b|delay(ed|s)?|later\b|(arrives?|arrived|comes?|came|delivered|received|gets? here|shows? up) (only )?(after|\d+|ten|five|twenty|fifteen|minutes|hours|when it)|takes? (ages|forever|minutes|hours|long|up to|more than|\d+|over|ten|five|a (long|while|few))|minutes? (later|after)|hours? later|in batches)|\b(mails?|e-?mails?|messages?)\b.{0,24}(arriv|com|came|deliver|receiv|gets? here|show)[a-z]*.{0,24}(too late|\blate\b|delayed|minutes later|hours later|after \d+ min)|\b(sms|text|otps?|codes?|messages?|mails?|e-?mails?)\b.{0,24}\b(arriv|com|deliver|receiv|reach|sent|show)[a-z]*.{0,24}(delay|after (a )?(very )?long|after \d+|\d+ (minutes?|hours?)|after (an|one|several|some) (hour|minute)|too late|\blate\b)|(otp|sms|code) (lag|delay)|by the time (i|it|the|we|he|she|they)\b.{0,24}(get|got|receiv|arriv|com|code|mail|sms|enter|type|expired)|(get|got|receive[sd]?|sends?|comes?) (only )?the (old|previous|last) (one|code)|old code (arrives|comes)|grey-?list|gray-?list|code.{0,30}(spät|verspätet)|(sms|mail|code) kommt .{0,12}(spät|verzögert)|(sms|code|mail).{0,24}(trop tard|en retard|tarde|retard[oa])|(delay|latency|backlog|queue[ds]?|slow).{0,30}(sms|text messages?|carrier|smtp|mail|delivery)|(sms|carrier|smtp|mail|delivery) .{0,24}(delay|latency|backlog|queued?\b|deferred|retry|slow)|\bdeferred\b|delay=\d{3,}/, ['words', 'logs'])

const STAMP = /\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:z|[+-]\d\d:?\d\d)|\d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/gi
const MAILED = /deliver|accepted|submitted|queued|sent|received|handset|enqueue/i
const VALID = /(?:valid(?:ity)?|ttl|expires?(?:_in)?|lifetime|good)[ =:a-z_]{0,16}(\d{1,5}) ?(s\b|sec|min|m\b)?/i

/** Two times of one message: in one line, or in the Received headers of a mail. */
const deliveryGap = once(({ unrecognised }: Evidence): number | null => {
  let widest: number | null = null
  const headers: number[] = []
  for (const { raw } of unrecognised.slice(-200)) {
    if (!MAILED.test(raw)) continue
    const times = (raw.slice(0, 1000).match(STAMP) ?? []).map((text) => Date.parse(text)).filter((ms) => !Number.isNaN(ms))
    if (/^received:/i.test(raw)) headers.push(...times)
    if (times.length >= 2) widest = Math.max(widest ?? 0, Math.max(...times) - Math.min(...times))
  }
  if (headers.length >= 2) widest = Math.max(widest ?? 0, Math.max(...headers) - Math.min(...headers))
  return widest === null ? null : Math.round(widest / 1000)
})

export const deliveredMuchLater = defineSign({
  id: 'mfa-delivery-gap',
  says: 'Minutes pass between the sending of the code and its delivery.',
  ask: 'When was the code sent, and when did it arrive?',
  step: 'logs',
  needs: ['unrecognised'],
  look: (evidence) => {
    const seconds = deliveryGap(evidence)
    if (seconds === null) return unknown
    const valid = VALID.exec(evidence.logText.slice(0, 65_536))
    const window = valid ? Number(valid[1]) * (valid[2]?.startsWith('m') ? 60 : 1) : 240
    return seconds >= Math.min(window, 600) ? present(`${Math.round(seconds / 60)} minutes between sending and delivery.`, 'logs') : absent(`Delivered after ${seconds} s.`, 'logs')
  },
})

export const codeByMessage = clue('mfa-code-by-message', 'The code comes by SMS or mail', /\bsms\b|text message|carrier|(mail|e-?mail)(ed)? (me )?(a |the )?code|code (by|via|per|in|from) (sms|text|e-?mail|mail|phone|whatsapp)|(sms|mail|e-?mail) code|mail filter|mail gateway|twilio|otp (by|via) (mail|sms)/, ['words', 'logs'])

// Devices: old, new, gone

export const goesToOldDevice = clue('mfa-goes-to-old-device', 'The code or push goes to a device or number that was replaced', /(push|prompts?|notifications?|codes?|sms|calls?|texts?|it|requests?|approvals?)(es)? .{0,24}(goes?|go|went|sent|going|comes?|arrives?|delivered|asked|asks|shows?)\b.{0,16}(to|on|at|for|from) (a |an |my |the |his |her |their |our )?(old|previous|other|former|replaced|wrong) .{0,12}(phone|iphone|device|number|mobile|handset|tablet|authenticator|app|entry)?|(asks?|wants?|waiting|waits?) .{0,24}(old|previous|former) (phone|iphone|device|number|authenticator)|(number|phone) on file .{0,16}(old|wrong|previous)/, ['words'])

export const asksOldDevice = clue('mfa-asks-old-device', 'The sign-in asks for a device that was replaced', /(old|previous|former|first|other|last) (phone|iphone|android|device|handset|authenticator|number|mobile|tablet|token|entry|key|app)\b|(push|prompt|notification|code|sms|call|it|request)(s|es)? .{0,24}(goes?|went|sent|going|comes?|arrives?|still) (to |on |at )?(my |the |his |her )?(old|previous|other|former)|(two|2|both|several|duplicate) (entries|accounts|authenticators|devices|phones|tokens|factors)|(old|previous) number|changed (my |the )?(phone|number|mobile|carrier)|new (phone )?number|(new|replaced|got a|bought a|switched|changed|upgraded) .{0,16}(phone|iphone|pixel|galaxy|device|mobile|handset|smartphone)|since (the |my )?new (phone|iphone|device)|(re-?set|re-?setup|set) up .{0,16}(google |microsoft )?authenticator|re-?(install|enrol|register|scan|configur|added?)[a-z]* .{0,16}(authenticator|app|phone)|(nothing|no push|no prompt|no notification|nothing comes|does ?n.t come|never arrives).{0,30}(phone|iphone|device)|neues (handy|telefon)|altes (handy|telefon)|nouveau t[eé]l[eé]phone|tel[eé]fono nuevo/, ['words'])

export const factorGone = clue('mfa-device-gone', 'The device or key with the second factor is gone', /(lost|lose|losing|left|dropped|broke|broken|smashed|sold|traded( in)?|wiped|stole|formatted|destroyed|threw|gave) (away |back |in )?(my |the |his |her |their |our |a )?(only |old |work |company |mobile |second |i?phone's )?(phone|iphone|android|mobile|cell ?phone|handy|yubi-?key|security key|hardware (key|token)|(otp|rsa|security) token|authenticator|fob|tablet|sim( card)?\b|2fa|mfa|second factor)\b(?! number)|(phone|iphone|mobile|cell ?phone|device|yubi-?key|security key|hardware (key|token)|fob|sim card|authenticator)\b(?! number).{0,16}(fell|fallen|(was |got |is |has been )?(stolen|lost|broken|gone|dead|wiped|bricked|damaged|missing|smashed|drowned|formatted|replaced|traded)|broke|died|does ?n.t (turn|switch) on|in the (water|lake|sea|toilet|river|washing|pool))|(no longer|do ?n.t|not) (have|own|got|possess) (access to )?(my |the |that |this )?((old )?phone|authenticator|yubi-?key|security key|second factor|old device)\b|(lost|no|without) access to (my |the )?(authenticator|phone|2fa|mfa|second factor|otp|device|number)|(deleted|uninstalled|removed|lost) .{0,16}(authenticator|2fa app|otp app|the app|entries|secrets?)|(can(no|')?t|unable to) (get|generate|receive|produce) (a |any |the |my )?codes? (any ?more|any longer|now)|factory reset|new phone .{0,40}(codes|authenticator) (gone|lost|empty|did ?n.t transfer|not transferred|missing)|(codes|authenticator|entries) .{0,24}(not|n.t) (transfer|migrat|restor|move|back)|(handy|telefon|yubi-?key|token|sicherheitsschl[uü]ssel|smartphone) .{0,16}(verloren|kaputt|gestohlen|weg\b|defekt)|(m[oó]vil|tel[eé]fono|celular|llave).{0,12}(robad|perdid|rot[oa]|rob[oó])|(t[eé]l[eé]phone|portable) .{0,12}(perdu|vol[eé]|cass[eé])|(perd[ií]|robaron|rompi[oó]) .{0,12}(m[oó]vil|tel[eé]fono|celular)|locked out of (my )?(2fa|mfa|authenticator)/, ['words'])

export const backupGone = clue('mfa-backup-gone', 'No recovery codes are left', /(recovery|backup|back-up|printed|emergency|scratch|spare) ?codes?.{0,50}(used|gone|lost|none|no more|never (saved|printed|had|wrote)|not (saved|have)|empty|left|where|0\b|refus|missing|also|too)|(no|without|lost|never (saved|had|printed|wrote down)|did ?n.t (save|print|keep)|do ?n.t have|used (up )?(all )?|out of) (of )?(my |the |any |those )?(recovery|backup|back-up|emergency|scratch) ?codes?|codes .{0,24}(used (them )?(all )?up|printed out)|recovery_?codes?(_?(remaining|unused|left|count))?["']?[:= ]{1,3}"?(0|none|\[\])|(sin|no tengo) c[oó]digos|(pas|plus) de codes? de (secours|r[eé]cup)|keine (backup|wiederherstellungs|ersatz)|keinen ersatz|turn (it|2fa|mfa|that) off|(disable|remove|reset|switch off) (my |the )?(2fa|mfa|two|second factor|authenticator)/, ['words', 'record', 'logs'])

const OTP = /otp|totp|push|webauthn|sms|passkey|authenticator/i
type Factor = { kind: string; label: string; made: number; used: number; first: boolean | null }

const timeOf = (value: unknown): number => {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? 0 : ms
}
const textIn = (item: Readonly<Record<string, unknown>>, ...names: string[]) => names.map((name) => item[name]).find((value): value is string => typeof value === 'string') ?? ''

/** Factors as facts, or as vendors list them among credentials and devices. */
const factorsOf = once(({ account }: Evidence): readonly Factor[] => {
  if (!account) return []
  if (account.factors?.length) return account.factors.map(({ kind, label, enrolledAt, lastUsedAt, isDefault }) => ({ kind: String(kind), label: label ?? String(kind), made: enrolledAt ?? 0, used: lastUsedAt ?? 0, first: isDefault }))
  const lists = ['credentials', 'devices', 'mfaDevices', 'authenticationMethods', 'mfa_devices', 'enrollments', 'mfaInfo', 'phones', 'tokens'].map((key) => account.raw[key]).filter((list): list is unknown[] => Array.isArray(list))
  return lists.flatMap((list) => list.slice(0, 30)).flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const one = item as Readonly<Record<string, unknown>>
    const kind = textIn(one, 'type', 'kind', 'factorType', 'method')
    return OTP.test(kind) ? [{ kind, label: textIn(one, 'userLabel', 'label', 'name', 'displayName', 'device') || kind, made: timeOf(one.createdDate ?? one.createdAt ?? one.created ?? one.enrolledAt), used: timeOf(one.lastUsed ?? one.lastUsedAt), first: null }] : []
  })
})

export const rivalFactors = defineSign({
  id: 'mfa-rival-factors',
  says: 'Two factors of one kind are enrolled, and the newest was never used.',
  ask: 'Are there two devices of one kind, and which is used?',
  step: 'record',
  texts: named(/(factors|authenticators|credentials|devices|authenticationmethods|enrollments|mfainfo|phones|tokens)[^"]*":\[/, 'record'),
  look: (evidence) => {
    const factors = factorsOf(evidence)
    if (factors.length === 0) return unknown
    for (const newer of factors) {
      const old = factors.find((other) => other !== newer && other.kind === newer.kind && (newer.made > other.made || (newer.made === 0 && other.used > 0)))
      if (old && newer.used === 0) return present(`${newer.label} was never used beside ${old.label}.`, 'account')
    }
    return absent('No second device of one kind waits unused.', 'account')
  },
})

// Push and approval

export const pushRefused = clue('mfa-push-refused', 'A push was denied, ignored or ran out', /push.{0,40}(denied|deny|reject|declin|timed? ?out|not approved|expired|ignored|no response)|(denied|rejected|declined|ignored|deny|decline).{0,24}(push|mfa|second factor|prompt|notification|verify|approval|authenticat)|user_marked_fraud|user_mistake|\bno_response\b|deny_?push|fraud_?report|reported fraud|aadsts500121|mfa (fatigue|bombing|denied)|user (did not|didn.t|has not|failed to) (approve|respond|answer|confirm)|we didn.t hear from you|(press(ed)?|tapp?(ed)?|hit|click(ed)?|chose|said) (on )?(deny|no|reject|decline|cancel|it.s not me|not me)\b|(approve|approval|prompt|push(es)?|notification)s? .{0,30}(never|not|n.t) (asked|tried|mine|requested|me|my)|(unexpected|random|unknown|strange|constant|many|so many|flood of|lots of) (push|prompt|approval|mfa|2fa|authenticator) ?(s|es|request|notification)?|push(es)? (at night|all (the time|night)|i did)|approval (timed out|expired|request expired)|(abgelehnt|verweigert).{0,20}(push|anfrage|anmeldung)|did not approve/, ['words', 'logs'])

export const pushNotSeen = clue('mfa-push-not-seen', 'The phone that gets the push was not at hand', /(phone|mobile|handy) .{0,24}(in (the|my) (locker|car|bag|other room|drawer)|at home|not with me|was off|on silent|battery|no (signal|reception|network))|left (my )?phone (at|in)|(did ?n.t|did not|not) (see|hear|notice) (the |it|any )?(push|prompt|notification|in time)/, ['words'])

// Passkeys

export const passkeyNamed = clue('passkey-named', 'A passkey, security key or fingerprint is used', /passkey|webauthn|fido2?\b|security ?key|yubi-?key|windows hello|touch ?id|face ?id|finger ?print (login|sign|reader|sensor|scan)|biometric|notallowederror|platform authenticator|u2f/, ['words', 'logs', 'settings'])

export const passkeyScope = clue('passkey-scope', 'The browser finds no passkey for this site, or refuses the relying party', /rp[ _-]?id|relying party (id|identifier)|registrable domain|no (passkeys?|security keys?|credentials?) (available|found|for this (site|page|domain|app)|saved|registered)|(passkeys?|security keys?).{0,30}(not (recogni[sz]ed|registered|found|available|valid|known|work)|unknown|does ?n.t (work|match|show)|do ?n.t (work|match|show)|disappeared|gone|missing|invalid|not listed)|securityerror|u2f.{0,20}(app ?id|facet)|appid|invalid_?domain|(origin|domain|effective domain).{0,40}(webauthn|passkey|rp|not a (valid|registrable))|unexpected (rp|origin|authentication response origin|registration response origin)|expected (origin|rp).{0,60}(passkey|webauthn)?|origin mismatch.{0,30}(webauthn|passkey)|rpidhash|notallowederror|webauthn.{0,20}(fail|error)/, ['words', 'logs', 'settings'])

/** Names of hosts, as people write them in full. */
const HOST = /(?<![@\w.-])(?:[a-z0-9-]{1,40}\.){1,4}(?:com|org|net|io|dev|app|de|fr|es|eu|uk|example|local|internal|test|tld|me|cloud|co)\b(?!\/[\w-]+\.js)/g
const PASSKEY = /passkey|webauthn|fido|security ?key|finger ?print|windows hello|touch ?id|face ?id|rp[ _-]?id|relying party id|(authentication|registration) response origin/
const MOVED = /(new|other|another|changed?|old|different|custom|second|moved|switched) (web ?)?(address|domain|url|host(name)?|site|sub-?domain)|re-?brand|\bwww\b|moved (from|to)|domain (change|move|migrat|switch)|(login|site|app|page) (moved|is now|lives)|sub-?domains?|registrable domain|effective domain|apex|neue (adresse|domain)|nouveau domaine|nuevo dominio/
export const passkeyAndDomain = defineSign({
  id: 'passkey-and-domain',
  says: 'A passkey fails, and the site has another or a new address.',
  ask: 'Was the passkey made under another address?',
  step: 'changes',
  texts: named(PASSKEY, 'words', 'logs', 'settings'),
  look: ({ words, logText, settingsText }) => {
    const text = `${words}\n${logText.slice(0, 65_536)}\n${settingsText}`
    if (!PASSKEY.test(text)) return unknown
    const hit = MOVED.exec(text)
    if (hit) return present(`Passkeys, and “${hit[0]}”.`, 'changes')
    const hosts = [...new Set(`${words}\n${logText.slice(0, 65_536).split('\n').filter((line) => /passkey|webauthn|origin|rp[ _-]?id/.test(line)).join('\n')}`.slice(0, 8192).match(HOST) ?? [])]
    return hosts.length > 1 ? present(`Passkeys, and the hosts ${hosts.slice(0, 2).join(' and ')}.`, 'changes') : unknown
  },
})
