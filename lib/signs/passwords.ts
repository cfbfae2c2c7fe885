import { absent, defineSign, present, unknown } from './define'
import { finder, named } from './find-text'
import type { Evidence } from '@/lib/evidence/evidence'
import { changeSign, textOf } from './changes'
import { clock, DAY, explained, failures, logSource, nowOf, successes } from './look'
import { clue } from './words'

/** What tells the ways apart in which a password is refused. */

// Expired, or to be changed

export const passwordExpiredNamed = clue('password-expired-named', 'A message says that the password has run out', /password.{0,24}\b(has|had|have|is|was|are) (been )?expired|\bhy000\/1862\b|\b(error|errno):? ?18(62|20)\b|er_must_change_password|password (expired|expiry (date )?(passed|reached))|passwords? (has|have) (run out|aged out)|expired password|aadsts50055|aadsts50144|data 532\b|(?:error|code|reason|status|failure|sub-?code)[ :="']{1,4}532\b|18487\b|ora-28001|0xc0000071|status_password_expired|error_password_expired|\bpassword_expired\b|passwordexpired(exception)?\b|credentials? ?(has |have |is |are )?expired|credentialsnonexpired.{0,4}false|key_expired|client key expired|key(\/password)? (has )?expired|new_authtok_reqd|authentication token is no longer valid|0 grace logins|no grace logins|grace (logins?|period) (used|exhausted|over|ended)|pwdgraceusetime|password (max(imum)? )?age (exceeded|reached)|(passwort|kennwort).{0,20}abgelaufen|mot de passe.{0,16}expir|contraseña.{0,20}(caduc|expir|venci)|error 1862/, ['logs', 'words'])

/** Told from experience: rotation, an age, a date. */
export const saysPasswordAge = clue('says-password-age', 'A rotation or an age of the password is mentioned', /every (30|42|60|90|120|180) days|(30|42|60|90|120|180)[- ]day(s)? (policy|rotation|password|expir|rule|limit|maximum)|password (rotation|ageing|aging|age policy|max(imum)? age|expir(y|ation))|(rotate|change) (our |the |your )?passwords? (every|quarterly|each)|expir(y|ation) (notice|warning|mail|reminder).{0,30}password|password.{0,20}(about to|will|going to) expire|password.{0,30}(older|more) than \d+ (days|months)|pwdmaxage|maxpasswordage|(not|n.t) changed (my |the |it |their )?(password )?(for|in) (months|ages|over|a year|years)/, ['words', 'logs', 'settings'])

const AGE_KEY = /pwd_?max_?age|(max(imum)?|expir\w*|valid\w*|life\w*|rotat\w*|force\w*).{0,24}(password|pwd|credential)|(password|pwd|credential).{0,24}(max.{0,10}age|age|expir|validity|lifetime|lifespan|rotat|days)|pass_max_days/i
const DAYS = /day/i

/** Days that a password may be used, by the settings: seconds where the number is too great for days. */
function allowedDays({ config, environment }: Evidence): { days: number; source: string } | null {
  for (const [index, { key, value, environment: where }] of config.entries()) {
    const count = Number(/^\W{0,2}(\d{1,12})/.exec(value ?? '')?.[1] ?? Number.NaN)
    if (!AGE_KEY.test(key) || !(count > 0) || (where !== null && environment !== null && where !== environment)) continue
    const days = count >= 86_400 && !DAYS.test(key) ? count / 86_400 : count
    if (days >= 1 && days <= 1000) return { days, source: `config[${index}]` }
  }
  return null
}

/** "20251111131500Z" of directories. */
const GENERALISED = /^(\d{4})-?(\d\d)-?(\d\d)(?:t?(\d\d):?(\d\d):?(\d\d)?)?/i
function setAt({ account }: Evidence): number | null {
  if (!account) return null
  if (account.passwordChangedAt !== null) return account.passwordChangedAt
  const raw = account.raw.pwdChangedTime ?? account.raw.krbLastPwdChange ?? account.raw.PWDCHGDATE ?? account.raw.pwdLastSet
  const part = typeof raw === 'string' ? GENERALISED.exec(raw) : null
  return part ? Date.UTC(Number(part[1]), Number(part[2]) - 1, Number(part[3]), Number(part[4] ?? 0), Number(part[5] ?? 0), Number(part[6] ?? 0)) : null
}

export const passwordOverAge = defineSign({
  id: 'password-over-age',
  says: 'The password is older than the settings allow.',
  ask: 'How old may a password be, and how old is this one?',
  step: 'record',
  needs: ['account', 'config'],
  look: (evidence) => {
    const [limit, changed, now] = [allowedDays(evidence), setAt(evidence), nowOf(evidence)]
    if (!limit || changed === null || now === null) return unknown
    const days = (now - changed) / DAY
    const told = `The password is ${Math.floor(days)} days old; ${Math.round(limit.days)} are allowed.`
    return days >= limit.days ? present(told, 'account') : absent(told, limit.source)
  },
})

export const recordPasswordExpired = clue('record-password-expired', 'The record marks the password as expired', /"(password_?expired|is_?password_?expired|pwd_?expired|credentials_?expired)":"?(true|1|yes)\b|"credentials_?non_?expired":"?(false|0)\b|"(user)?status":"password_expired"|"password_?status":"expired"|"(msds-)?user-?account-?control-?computed":"?(8388608|0x800000)/, ['record'])

export const recordMustChange = clue('record-must-change', 'The record asks for a new password', /"(user_?)?status":"?(reset_required|force_change_password|password_reset|recovery|must_change_password|password_reset_required)|"update_password"|"temporary":"?true|"(pwd_?reset|must_?(change|reset|update)_?password|password_?(must|needs|requires?)_?(be_?)?(change|reset)d?|password_?(reset|change)_?(required|pending|forced|needed|on_?next_?login)|needs_?(new_?)?password(_?reset)?|force_?(password_?)?(change|reset)(_?password)?(_?next_?(login|sign_?in|logon))?|change_?password_?(at|on)?_?next_?(login|sign_?in|logon)|reset_?required|requires?_?password_?(reset|change)|force_?password_?(reset|change)|temporary_?password|is_?temp(orary)?_?password|force_?password_?change(_?next_?sign_?in)?)":"?(true|1|yes)\b|"pwdlastset":"?0"?[,}]/, ['record'])

export const resetNamed = clue('password-reset-named', 'A message asks for a new password before the sign-in', /password_?reset_?required|passwordresetrequired|new_password_required|status_password_must_change|0xc0000224|error_password_must_change|data 773\b|18488\b|aadsts50142|user_must_change_password|force_change_password|pwdmustchange|changeafterreset|change_?after_?reset|must (change|reset|update) (your |the |their |its |his |her )?(initial |temporary )?password|password (must|has to|needs to) be (changed|reset)|password (change|reset) (is )?(required|mandatory|enforced|forced|pending)|error 1820\b|reset your password (before|to continue|using alter)|you must reset your password|set a new password (to continue|before)|(passwort|kennwort) (muss|ändern|zurücksetzen erforderlich)/, ['logs', 'words'])

export const saysWantsNew = clue('says-wants-new-password', 'It wants a new password, or a mail asked for one', /(wants?|asks?|asking|prompt(s|ed)?|forces?|forced|makes?) (me |us |them |for |to |set |choose |create |enter |a |change |reset |my )*(a )?(new password|change (my |the |your )?password|reset (my |the |your )?password)|(mail|e-?mail|letter|notice|link)s? .{0,40}(to |about )?(reset|chang|set|choos)[a-z]* .{0,16}password|(reset|cleared|expired|invalidated) (all|everyone.s|everybody.s|our|my) passwords?|(customers|users|people|those|colleagues) who (clicked|used|followed|did|completed) the (mail|link|reset|e-?mail)|(support|admin|it|helpdesk) (has |have )?(reset|gave me|set) .{0,20}password|(temporary|initial|one-?time|provisional) password|(einmal|initial)-?(passwort|kennwort)|mot de passe (provisoire|temporaire)|contraseña (temporal|provisional)|reset (everyone|everybody|all)|(thought|believed) (it|that|the mail) was (phishing|spam|fake)/, ['words'])

const findOpen = finder(/fully set ?up|required action/, ['words'])
/** The step that is open is that of a new password. */
export const openActionIsPassword = defineSign({
  id: 'password-open-action',
  says: 'The step that is open is a new password.',
  ask: 'Which step is open?',
  step: 'experience',
  texts: [findOpen.wanted],
  or: ['reason.required_action_pending'],
  look: (evidence) => {
    const open = failures(evidence).some(({ reason }) => reason === 'required_action_pending') || findOpen(evidence.words, 'words') !== null
    const asked = open ? saysWantsNew.look(evidence) : unknown
    return asked.state === 'present' ? asked : unknown
  },
})

const BULK = /(admin-)?reset[- ]?(user-)?(all-)?passwords?|forced?[- ]?(a |the )?password[- ](reset|change)|password[- ]reset (for|of|on|over|campaign|batch)|(reset|invalidat|expir|revok|flag|cleared?)[a-z]* .{0,40}(passwords|credentials)|passwords? (invalidated|expired|reset) (for|of|in)|must_?change|require[sd]? (a )?(new password|password (reset|change))|leak(ed)?.{0,20}(overlap|match|list)|haveibeenpwned/i
export const bulkReset = changeSign('change-bulk-reset', 'Passwords of many were reset or marked for a reset.', (change) => BULK.test(textOf(change)))

// No password of its own

export const nullHash = clue('password-null-hash', 'The stored password is empty', /password ?(hash)?["']?( is|[:=]|==) ?["']?(null|none|undefined|nil|empty|''|"")|no (local )?password (hash )?(set|stored|found|exists|for|on (the|this) (account|user))|(has|have|had) no (local )?password|(?<!or the user )does not have a (local )?password|(illegal arguments?:? string, ?(undefined|null|object))|data and hash arguments required|(comparing|compare|verify|check).{0,30}(null|undefined|none|nil) (hash|password)|hash (is|was) (null|undefined|empty|none|nil)|unusable password|has_usable_password|set_unusable_password|encrypted_password (is )?(blank|empty|null|nil)|password_?(hash|digest) (is )?(null|none|empty|nil|missing|not set)|no password credential|password login (is )?not (set ?up|configured) for (this|the) (user|account)|invalid password hash: null|hash.{0,12}must not be (null|empty)|empty encoded password|user has no password|(value|argument) cannot be null.{0,60}password|parameter name: (hashed|db|stored)?_?password|password_verify\(\).{0,40}null/, ['logs', 'words'])

export const saysSocialAccount = clue('says-social-account', 'The account was made through another provider, without a password', /(signed up|sign-?up|registered|joined|came in|come in|onboarded|subscribed|(account|profile|user) (was |is |were )?(made|created|set up|opened)|created (my|an|the|his|her|their) (account|profile)|always (used|use|took|pressed|clicked|(logged|signed|log|sign) (in|on))|(normally|usually|originally|before|formerly) (used|use|(logged|signed|log|sign) (in|on))|used to (log|sign) in|first (logged|signed) in) .{0,30}(google|apple|facebook|github|gitlab|microsoft|azure|linkedin|twitter|discord|slack|sso\b|single sign|okta|social|gmail|saml|\b\w{4,8} (m |g )?button)|signed in (with|via|through) (google|apple|facebook|github|microsoft|linkedin|twitter|sso)\b.{0,24}(then|before|earlier|once|last|in the past|at first)|(google|apple|facebook|github|microsoft|azure|linkedin|social|sso)[- ]?(only )?(account|user|sign-?up|registration)s?\b.{0,40}(password|form|e-?mail)|never (set|had|chose|created|made|entered|got) (a |any |up a |my )?password|(?<!or the user )(do ?n.t|did ?n.t|does ?n.t|do not|does not) (even )?have a (local )?password|mit google (registriert|angemeldet)|inscrit avec google|registr[a-zé]{1,6} con google/, ['words'])

export const passwordFormTried = clue('says-password-form', 'The form for address and password is used', /(password|e-?mail|normal|classic|standard|local|login|sign-?in) (form|login|sign-?in|field|box|page)|e-?mail ?(\+|and|&|\/) ?password|(any|some|my|a) password|(forgot|reset|recovery)[a-z ]{0,16}(mail|password|link)|invalid (e-?mail|username|login|credentials)|credentialssignin/, ['words'])

const PROVIDER = /google|adfs|entra|keycloak|zitadel|authentik|shibboleth|partner|broker|kakao|naver|steam|twitch|github|gitlab|facebook|apple|microsoft|azure|linkedin|twitter|discord|slack|saml|oidc|oauth|okta|sso|social/i
const PASSWORD_KIND = /^(password|email|emailpassword|credentials?|local|database|auth0|username-password)/i

/** Names of providers in any of the shapes in which records list them. */
function providersOf(raw: Readonly<Record<string, unknown>>): string[] {
  const lists = Object.entries(raw).filter(([key]) => /identit|provider|federat|social|linked|logins|connections|accounts$/i.test(key))
  return lists.flatMap(([, value]) => (Array.isArray(value) ? value.slice(0, 20) : [value])).flatMap((item: unknown) => {
    if (typeof item === 'string') return [item]
    if (typeof item !== 'object' || item === null) return []
    return Object.entries(item).flatMap(([key, value]) => (typeof value === 'string' && /provider|connection|type|kind|name|idp/i.test(key) ? [value] : []))
  })
}

export const federatedOnly = defineSign({
  id: 'record-federated-only',
  says: 'The record holds linked providers and no password.',
  ask: 'Does the record hold a password, or providers alone?',
  step: 'record',
  texts: named(/identit|provider|federat|social|linked|logins|connections|accounts"/, 'record'),
  look: ({ account }) => {
    if (!account || account.hasPassword === true) return unknown
    const names = providersOf(account.raw)
    if (names.some((name) => PASSWORD_KIND.test(name))) return absent('The record holds a password login.', 'account')
    const linked = names.find((name) => PROVIDER.test(name))
    return linked ? present(`The record holds ${linked.slice(0, 40)} and no password.`, 'account') : unknown
  },
})

// The hash

export const hashFormatNamed = clue('password-hash-format', 'A message cannot read the format of the stored hash', /invalid salt|unknown (password )?scheme|valid scram secret|invalid hash method|unsupported hash\b|\$wp\$2y|hash(ing)? (method|scheme) .{0,16}(unknown|unsupported|removed)|salt (revision|version)|(illegal|invalid|unknown|unsupported|unrecogni[sz]ed|unexpected|unidentified|malformed|bad|wrong|corrupt) (stored |password |encoded |bcrypt |argon2(id)? )?(hash|digest|hasher|encoder)( (version|format|type|identifier|id|prefix|algorithm|scheme|string|length|method|encoding))?|(unknown|unsupported|unrecogni[sz]ed) password (hash|hashing|encryption|scheme|format|encoding|storage|encoder)|no (password ?)?(encoder|hasher|verifier|handler) (mapped|found|registered|available|for)|passwordencoder mapped|does(n.t| not) look like bcrypt|does not use the (bcrypt|argon2i?d?|scrypt) algorithm|not (a )?(valid )?(bcrypt|argon2(id)?|scrypt|phc|pbkdf2) (hash|string|digest|format)|hash could not be identified|unknownhasherror|unidentified hash|invalidhash(error|exception)?\b|hash(ed)?secret too short|too short to be a bcrypted|algorithm version .{0,12} (requested|is newer)|pchstr must contain|did you specify it in the password_hashers|unknown password hashing algorithm|cannot be longer than 72 bytes|exceed(s|ed)? 72 bytes|unknown authentication method|authentication type 10 is not supported|caching_sha2_password|unsupported (crypt|hash) (method|id|prefix|algorithm)|(hash|crypt) (algorithm|method|prefix|scheme|type|format).{0,40}(not (supported|known|recogni[sz]ed|allowed|enabled|implemented)|unsupported|unknown)|(hash|prefix).{0,30}not (understood|readable|recogni[sz]ed)|(old|legacy|new) hash(es)? (format|cannot|not|unreadable|unsupported)|no_?verifier|bcrypt.{0,30}(threw|throws|error|exception)|\$2[aby]\$.{0,40}(vs|instead|not|expected|unsupported|but)/, ['logs', 'words'])

/** passlib hands bcrypt more than 72 bytes to see whether an old fault is there, which bcrypt refuses since 5.0. */
export const hashLibrariesApart = clue('password-hash-libraries-apart', 'Two packages that hash passwords no longer fit each other', /detect_wrap_bug|cannot import name[^\n]{0,40}(bcrypt|argon2|passlib)|\b(bcrypt|argon2|passlib)\b[^\n]{0,40}\bincompatible/, ['logs', 'words'])

export const hashNamed = clue('password-hash-kind', 'A kind of password hash is named', /\bargon2(id?|d)?\b|\bbcrypt|\bscrypt\b|pbkdf2|yescrypt|\bphpass\b|sha-?512-?crypt|md5[- ]?crypt|\$2[aby]\$|\{ssha|password[ _-]?(hasher|hashing)|hashers?\b/, ['words', 'logs', 'settings'])

export const migratedAccounts = clue('says-migrated-accounts', 'Those who fail were taken over from another system', /(old|former|legacy|previous|existing) (members?|users?|customers?|accounts?|logins?)|(members?|users?|customers?|accounts?|people|logins?|passwords?|hashes) .{0,24}(taken over|imported|migrated|moved|copied|transferred|carried over|ported|synced) from|(migrat|import|mov|switch|port|transferr|convert)[a-z]* .{0,40}(users?|members?|customers?|accounts?|passwords?|database|forum|shop|php|wordpress|drupal|django|rails|node|laravel|java|from the old)|accounts? (created|made|registered) before|registered before|(pre|before)[- ](migration|upgrade|import)|alte (nutzer|benutzer|kunden|konten)|anciens (comptes|utilisateurs)|usuarios antiguos/, ['words'])

export const changedFail = clue('says-changed-password-fails', 'Only those who changed their password lately fail', /(people|users|those|everyone|everybody|customers|anyone|only|all|accounts?) (who|that|whose) .{0,30}(changed|reset|updated|set|renewed) .{0,20}(password|pw|it)\b|(only|just) .{0,30}(changed|reset|new) .{0,12}passwords?|old passwords? (still )?(works?|is fine|are fine|fine)|colleagues? with (an |the )?old password/, ['words'])

/** A pepper or a hash of its own kind: the old fail and whoever set a password since gets in. */
export const oldFailNewWork = clue('says-old-fail-new-work', 'Old accounts fail; whoever registered or reset since gets in', /(new|fresh|newly (created|registered)|just created) (accounts?|sign-?ups?|users?|registrations?|members?|customers?) .{0,24}(ok\b|okay|fine|works?|good|can |log(s)? in|get in|not affected|no problem)|(reset|resetting|forgot(ten)? password|new password)(?![a-z ]{0,24}(\bnot\b|n.t\b))[a-z ]{0,30}(works?|helps?|fix(es)?|cures?|then (its|it.s|it is)? ?(ok|fine|works)|ok afterwards|solves?|repairs?)|(registered|signed up|created|joined) (since|after|afterwards|later).{0,30}(ok|fine|good|works?|can)|(those|people|users|accounts|anyone) (registered|created|who (registered|signed up|joined|did|reset)).{0,40}(good|ok|fine|works?|can log)|(old|existing|every existing|all existing|previous) (users?|customers?|accounts?|members?|passwords?) .{0,24}(can ?not|can.?t|could not|fails?|refused|wrong|invalid|rejected|gets? wrong|locked out|do ?n.t|no longer|stopped)|nobody of the old|none of the (old|existing)/, ['words'])

export const newFailOldWork = clue('says-new-fail-old-work', 'New accounts fail from the start; old ones get in', /(existing|old|older|previous) (users?|accounts?|customers?|members?|people) .{0,20}(fine|ok\b|okay|works?|good|not affected|no problem|can |still)|(nobody|no one|none|nobody can login|users?|people|accounts?|everyone|customers?) .{0,30}(who |that )?(registered|signed up|created|registers?|signs? up) (since|after|recently|today|now|with the new|newly).{0,40}(can ?not|can.?t|fail|invalid|wrong|refus|reject|\bnot\b|n.t\b|never)|(nobody|no one|none) .{0,30}(registered|signed up|created) (since|after|today|recently)|(brand )?new(ly (created|registered))? (test )?(users?|accounts?|customers?|members?|sign-?ups?|registrations?) .{0,24}(can ?not|can.?t|could not|unable|fails?|refused|never|not able|are rejected|get (invalid|wrong|bad)|do ?n.t|wrong)|(right|immediately|directly|just|straight|seconds?) after (sign-?(ing )?up|registration|registering|creating|i registered|account creation)|(even|also) (a )?brand new|fails? (on|at) (the )?first (log-?in|sign-?in) after (sign-?up|registration)/, ['words'])

export const savedThenFails = clue('says-saved-then-fails', 'The password stops working once the record is saved', /(after|once|as soon as|when(ever)?|until|the moment) .{0,30}(edit|updat|sav|chang|touch|modif)[a-z]* .{0,24}(profile|settings|details|avatar|phone|user (record|object|document|row|model|form)|account (settings|details|page))|(profile|account|user|settings) (is |was |gets |has been )?(edited|updated|saved|changed|touched)|(edit|updat|sav|chang|modif)[a-z]* (your |my |the |a |an |their |his |her |some )?(profile|account|phone|e-?mail|name|address|avatar|user|settings|details)\b.{0,60}(log ?out|log ?in|sign ?in|password|can ?not|can.?t)|never (touch|edit|change|update)[a-z]* (their|the|his|her|my) (profile|account|settings)|every (save|update)|on (each|every|any) (save|update)|(second|third|next) (login|log-?in|sign-?in) (fails|never|does)|works? the first time|first (login|log-?in) works/, ['words'])

export const hashedTwice = clue('password-hashed-twice', 'The password is hashed in two places', /hash(ed|es|ing|s)?( it| the password| them| passwords?)? ?(twice|again|a second time|two times)|double[- ]?hash|two rounds of hashing|re-?hash(ed|es|ing)? (on|at|with|in|every|each|it|the|an already)|already hashed|pre-?(save|update|insert|persist)[ _-]?(hook|listener|event|middleware|callback)?.{0,30}(hash|password|bcrypt|encod)|@?(pre|before)_?(persist|update|insert|save)\b|(hash|bcrypt|encrypt|encod)[a-z]*.{0,40}(before save|in the (controller|model|service|entity|hook|setter|mutator|frontend|client|browser)|on save|mutator|setter)|ismodified\(|hash_?password (hook|middleware|runs|twice)|hashpassword\b.{0,30}(hook|too|again|also)|set ?password ?attribute|hash::make|'?hashed'? cast|cast(s|ed)? .{0,16}hashed|set_password.{0,30}(save|make_password)|make_password.{0,30}set_password|client[- ]side hash|hash(es|ed|ing)? .{0,20}(in|on) the (client|browser|front)/, ['logs', 'words', 'settings', 'changes'])

/** The comparison ran and said no: the format was readable. */
export const comparedFalse = clue('log-compared-false', 'The hash could be read and did not match', /(bcrypt|argon2|scrypt|hash|password|verify|compare|matches|check)[\w .:()]{0,16}[=: ]{1,3}(false|mismatch)\b|result[=: ]{1,3}mismatch|supported=(yes|true)|matches=false|compare returned false|verify\(\) returned false|hash mismatch|digest mismatch/, ['logs'])

export const pepperNamed = clue('password-pepper-named', 'A pepper or secret that goes into the hashes is named', /pepper(?!mint|oni)|(password|pass|hash|hashing)[ _.-]?(salt|hmac)|security_password_salt|(hash|password)[ _.-]?(secret|hmac|key)\b|hmac.{0,20}password|global salt|static salt|site ?salt|config\/initiali[sz]ers\/devise|devise(\.rb)? (initiali[sz]er|config)|initiali[sz]er.{0,30}devise|stretches/, ['logs', 'words', 'settings', 'changes'])

const SECRETS = /secrets? .{0,30}(re-?created|re-?generated|rebuilt|new|by hand|lost|not (copied|migrated|set|moved|carried)|chang|rotat|replac|missing)|(re-?creat|re-?generat|rotat|replac|lost|chang|missing|forgot)[a-z]* .{0,30}secrets?|\.env\b.{0,30}(new|lost|re-?created|missing|not copied|template|regenerated)|pepper|(password|hash)[ _-]?(salt|secret|key)|initiali[sz]ers?\/devise|devise|security_password_salt|auth_key|wp-?salts?/i
export const hashSecretChanged = changeSign('change-hash-secret', 'A change touches the secrets or the set-up that the hashes depend on.', (change) => SECRETS.test(textOf(change)))

// Length and letters

export const longPasswordFails = clue('password-long-fails', 'Long passwords fail, or the length is cut', /(long|longer|very long|lengthy) (pass|kennw|random|generated|pw)[a-z-]*|pass(word|phrase)s? .{0,24}(too long|is long|are long|truncat|cut off|cut short|shortened|longer than|over \d+|more than \d+|exceed)|long passphrases?|truncat[a-z]* .{0,30}(password|passphrase|input|characters|bytes|at \d)|(\d{2,3})[- ]?(char(s|acters?)?|letters?|digits?|symbols?|zeichen|caract[eè]res)\b.{0,40}(password|passphrase|pw|passwort|contraseña|mot de passe)|(password|passphrase|pw|passwort|contraseña|mot de passe)\b.{0,40}\b(\d{2,3})[- ]?(char(s|acters?)?|letters?|digits?|symbols?|zeichen|caract[eè]res)\b|(shorter|short|shorten(ed)?) (password|passphrase|pw|one)s?\b.{0,30}(ok|work|fine|accept|go)|(only|just) the first \d+ (characters|chars|bytes|letters)|first \d+ (characters|chars|bytes|letters)|(delete|remove|cut|drop|without) .{0,24}(last|end|rest|tail|part).{0,30}(works?|goes|ok|till|until|to \d+)|max-?_?length|(\d{2,3}) ?(chars|characters|letters).{0,80}(works?|worked|fails?|longer|refus|reject|too long|caps?|limit)|shorten(ed|ing)? (my |the |their |his |her )?(password|passphrase|pw|it)|anything (longer|over|above|beyond)|(caps?|cuts?|limits?|clips?|restricts?) (your |the |my )?(password|passphrase)s? (at|to|after)|(password|passphrase) (field|input|box|form).{0,40}(too short|shorter|limit|caps?|only|max)|(password|passwd|pwd).{0,12}(varchar|char)\(\d+\)|(limit|limited|limits|restricted|cuts?) .{0,20}to \d+ (char|byte|letter)|passwort.{0,20}(zu lang|abgeschnitten|lang)|mot de passe.{0,16}(trop long|tronqu)|contraseña.{0,20}(larga|trunca)/, ['words', 'logs', 'settings'])

/** A letter outside ASCII close to the word for a password, or a character that encodings and shells treat in their own way. */
export const oddCharacters = clue('password-odd-characters', 'The password or name holds special or non-ASCII characters', /\bumlauts?\b|\bdiacritic|\baccent(ed|s)?\b|non-?ascii|(special|foreign|unusual|weird|odd|funny|german|french|spanish|polish|russian|cyrillic|chinese|unicode|utf-?8) (char(acter)?s?|letters?|symbols?|signs?)|sonderzeichen|caract[eè]res? sp[eé]cia|caracter(es)? especial|(password|passwort|kennwort|passwd|\bpw\b|passphrase|contraseña|mot de passe|it|name|login).{0,50}(["'“( ]|\b(an?|ein|un|with|has|contains|like) )["'“(]?[äöüßéèêçñøæ£€§°žščřłęą](?=[)"'”,.\s]|$)|[a-z0-9](£|€|§)|(password|passwort|passphrase|\bpw\b).{0,24}(contain|has|have|with|includ|enth[aä]lt)[a-z]* .{0,16}[%&+:#@$\\^~`<>](?=[\s,.;)"'”]|$)|not valid utf-?8|invalid utf-?8|utf-?8.{0,30}(password|credential|basic|bytes|header)|iso-?8859|latin-?1|windows-?1252|(password|credential|passwd).{0,40}(encoding|charset|url-?encod|percent|escap|mojibake|unicode|colon|ampersand|plus sign|backslash|dollar|percent sign|at sign|hash sign|quote)|(colon|ampersand|plus sign|backslash|dollar sign|percent sign|hash sign|@ sign|% sign|quotes?) in (the|my|a|their|his|her) (password|pw)|(url-?encod|percent-?encod|escap)[a-z]* .{0,24}password/, ['words', 'logs'])

export const basicAuthPath = clue('password-basic-auth', 'The password is sent by Basic authentication or from a command line', /\bbasic (auth|authorization|authentication|credentials)|http basic|caldav|carddav|webdav|\bdav\b|propfind|curl.{0,20} (-u|--user)|--user [^ ]{1,40}:|git (push|clone|pull|fetch)|https?:\/\/[^ /:]{1,40}:[^ /@]{1,60}@|authorization: basic|www-authenticate: basic/, ['words', 'logs'])

// Simply wrong

export const mistyped = clue('says-mistyped', 'Typing, the keyboard or a stored password is to blame', /caps[- ]?lock|num[- ]?lock|keyboard (layout|language)|\b(qwertz|qwerty|azerty)\b|mis-?typ|typo\b|typed .{0,20}wrong|wrong key|fat[- ]?finger|(sticky|post-?it) note|(saved|stored|remembered|autofilled|auto-?fill(ed)?|cached) (old |wrong |previous )?password|password manager (has|had|filled|fills|still|saved|suggest)|(not|n.t) (quite |totally |really |100% )?sure (about |of |which |what )(my |the )?(password|pw)|can(no|')?t remember|do ?n.t remember|forgot (my|the|which|what|it)|forgotten (my|the|which|it)|i forgot\b|vergessen|oubli[ée]|olvid[eéó]|(tried|probamos|try) (all|several|different|many|every|a few|two|three|\d+|both) .{0,16}(passwords|times|veces)|which (of my )?passwords?|another (site|account|service).s password|old one\b.{0,20}password|after the (holidays?|vacation|weekend|break)|back from (holiday|vacation|leave)/, ['words'])

const WRONG = new Set(['bad_password', 'bad_username_or_password'])

/** The same name fails a few times and gets in minutes later, from the same place. */
export const wrongThenRight = defineSign({
  id: 'log-wrong-then-right',
  says: 'A few tries fail, and the same person gets in minutes later from the same place.',
  ask: 'Did the same person get in shortly after?',
  step: 'logs',
  needs: ['successes'],
  look: (evidence) => {
    const last = failures(evidence).at(-1)
    const wrong = explained(evidence).filter(({ reason }) => WRONG.has(reason))
    if (!last || last.ms === null || !WRONG.has(last.reason) || wrong.length > 6) return unknown
    const good = successes(evidence).find(({ ms, attempted, ip }) => ms !== null && ms > (last.ms ?? 0) && ms - (last.ms ?? 0) < 30 * 60_000 && attempted === last.attempted && (ip ?? null) === (last.ip ?? null))
    return good ? present(`${wrong.length} wrong, then right ${clock(good.ms ?? 0)}.`, logSource(good)) : unknown
  },
})

/** The system that checked says itself that it was the password, and nothing else. */
export const exactlyThePassword = clue('log-exactly-the-password', 'The system that checked says that the password does not fit', /data 52e\b|aadsts50126|invalid_user_credentials|\bbad[_ ]password\b|invalid_?password\b|wrong_?password\b|incorrect_?password\b|password (mismatch|did ?n.t match|does not match|comparison failed|verification failed|incorrect)|0xc000006a|failed password for (?!invalid)|preauth_failed|preauthentication failed|access denied for user .{0,80}using password: yes|password authentication failed for user|passwords? (do|does) not match|pam_unix\(.{0,24}authentication failure|user_login_failed.{0,20}password/, ['logs'])

/** Another reason than a wrong password stands in the texts: it speaks against one. */
export const otherReasonNamed = clue('other-reason-named', 'Another reason than a wrong password is named', /password.{0,12}expired|expired password|data (525|530|531|532|533|701|773|775)\b|aadsts500(34|53|55|57|72|74|76|79)|aadsts53\d{3}|0xc00000(64|71|72)|0xc0000(193|224|234)|account.{0,16}(locked|disabled|expired|deactivated|suspended)|not (verified|confirmed|activated)|grace logins|must change|user_?not_?found|no such user|user does not exist|invalid user |unknown user|user_disabled|user_temporarily_disabled|unknown hash|unsupported hash|invalid salt|too many (failed|requests|attempts|tries)|password ?(hash)?=null|resetrequired|reset required/, ['logs', 'words'])
