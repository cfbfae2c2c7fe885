import { absent, defineSign, present, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** Traits of a password and of its hash that decide why a right one is refused. */

const LENGTH = /"[^"]{0,24}(?:password|passwd|pwd|passphrase)[_ -]?(?:length|len|chars|size)[^"]{0,12}":"?(\d{1,4})/
/** Where old systems begin to cut: beyond 12 characters most of the limits lie (14, 15, 16, 20, 32, 64, 72). */
const SHORT = 12

export const passwordLong = defineSign({
  id: 'password-long-in-record',
  says: 'The password is longer than old systems read.',
  ask: 'How many characters has the password?',
  step: 'record',
  texts: named(LENGTH, 'record'),
  look: ({ recordText }) => {
    const length = Number(LENGTH.exec(recordText)?.[1] ?? Number.NaN)
    if (Number.isNaN(length)) return unknown
    return length > SHORT ? present(`The password has ${length} characters.`, 'account') : absent(`The password has ${length} characters.`, 'account')
  },
})

export const shortOneWorks = clue('password-short-one-works', 'A short password, or a part of the long one, is all that is read', /(short|kurz)[a-z]* (ones?|passw\w{0,12}|kennw\w{0,12}|pins?)\b.{0,30}(get|got|go|work|enter|ok\b|fine|no trouble|kommen|gehen|geht)|(friend|colleague|kolleg|wife|those|people|others|users)\w{0,4} (with|mit|who have) (an? |einem? )?(short|kurz)|(cut|cutting|shorten|shortening|halv)[a-z]* .{0,30}(in half|half|helps|cures|works?)|(only|just) (type|typing|enter|the) .{0,12}(beginning|first (part|half|letters|characters))|\b(8|10|12|14|15|16|20|24|30|31|32|40|64|72) ?(characters|chars|char|letters|zeichen|caract[eè]res|caracteres|bytes|digits)\b ?(:|do|does|are|is|gehen|geht|works?|connects|ok|fine|passes)|(captures?|reads?|keeps?|takes?|stores?|sends?|uses?) (only )?(the )?(first )?\d{1,3} (bytes|characters|chars|letters)|schneidet .{0,20}\bab\b|stops? taking (letters|characters|keys)|(field|box|display|feld) .{0,30}(shows?|zeigt|has|takes?) .{0,24}\d{1,2} (dots|stars|punkte|sterne|bullets|characters)|left\([\w, ]{1,12}72\)|(first|erste[n]?) \d{1,3} (characters|chars|letters|zeichen|bytes).{0,40}(enough|works?|ok\b|accepted|reichen|genügen)|anything after (the )?\w{3,12} (character|char|letter)|extra (characters|letters|junk) at the end/, ['words', 'logs'])
export const lengthRule = clue('password-length-rule', 'A long password, or a limit of its length, is named', /qpwdlvl|password_?level|des ?crypt|descrypt|crypt\(3\)|13 characters, des|lm ?hash|maxlength|max_?(password|passwd|pwd)_?len|(password|passwd|pwd)[_ .-]?(max|limit|truncat)|truncat|(pass|key)phrase|pass ?sentence|\ba sentence\b|passwordlength/, ['settings', 'words', 'logs', 'record'])

/** bcrypt reads 72 bytes: with a password beyond them the message means what it says. */
export const beyondHash = defineSign({
  id: 'password-beyond-hash',
  says: 'The hash reads 72 bytes and the password is longer.',
  ask: 'Is the password longer than 72 bytes?',
  step: 'logs',
  texts: named(/72 bytes|length exceeds 72|left\(/, 'words', 'logs'),
  look: ({ words, logText, recordText }) => {
    if (!/72 bytes|length exceeds 72|left\(\w{1,8}, ?72\)/.test(`${words}\n${logText}`)) return unknown
    const length = Number(LENGTH.exec(recordText)?.[1] ?? Number.NaN)
    if (length > 72) return present(`The password has ${length} characters.`, 'account')
    const long = /\b(7[3-9]|[89]\d|1\d\d)\+? ?(char|letters|plain|bytes|zeichen)|pass ?(sentence|phrase)|half|long password|length\(/.exec(`${words}\n${recordText}`)
    return long ? present(`It tells of “${long[0]}”.`, 'experience') : unknown
  },
})

// Letters and their encoding

export const plainOneWorks = clue('password-plain-one-works', 'A password of plain letters gets in', /(plain|simple|ascii|normal|only|just|basic) (letters?|password|passwd|one|characters|ascii|text password)\b.{0,30}(work|ok\b|fine|goes|binds?|connects|accepted|passes|gets? in)|(letters|ascii|alphanumeric)[- ]only.{0,40}(work|ok\b|fine|goes|binds?|passes)|(with|gave|set|to) .{0,30}\b(abc|123|test|aaa)\w{0,6}\b.{0,40}(works?|goes|ok\b|fine|is in)|without (the )?(special|umlaut|accent|symbol|sign|blank|space)\w{0,4}.{0,30}(work|ok\b|fine|goes)/, ['words'])
export const strangeLetters = clue('password-strange-letters', 'A password, as it is told, holds letters or signs that encodings treat differently', /pass[a-z]{0,4}[äöüßéèñçåøæ]|\b\d{1,6}[äöüßéèñçåøæ£€§°]|(password|passwd|\bpass|\bpw\b|pwd|kennwort|passwort)["']?.{0,40}[^\u0000-\u024f\u2010-\u203f\u3040-\u9fff\uac00-\ud7af]|pass["']?: ?["'][^"'\n]{0,30}[£€§°äöüßéèêñçåøæ\ufffd]|"[^"]{0,24}passw[^"]{0,24}":"[^"]{0,60}([äöüßéèêñçåøæõ£€§°]|%[0-9a-f]\w|blanks?\b|spaces?\b|plus|ampersand|colon|quote|backslash|non-ascii|umlaut|accent)|(ends?|begins?|starts?) (in|with) (a |an )?["']?[°£€§ß&%+#$]|(have|has|with|contains?|is|includes?) (an? )?["']?[ßäöü£€§°][ "'](in (it|the))?|(something|gave|generated?|password) .{0,24}(with|containing) [+&%#$:@?\\/]+ and [+&%#$:@?\\/]|:\/\/\w{1,24}:[^@\s]{0,40}[%#?/…][^@\s]{0,40}@/, ['words', 'logs', 'record', 'settings'])
export const encodingNamed = clue('password-encoding-code', 'Code or a message encodes the credentials in a way that changes some letters', /\ufffd|ascii\.getbytes|encoding\.ascii|urldecoder|illegal hex char|malformed (escape|uri|url)|no "use utf8"|use utf8|mojibake|unicode(de|en)codeerror|'?(latin-1|ascii)'? codec|invalidcharactererror|string contains an invalid character|-d ["'][^"'\n]{0,200}pass(word)?=\$|(decodeuricomponent|urllib\.unquote|unquote_plus|rawurldecode)|charset (utf-?8|iso|windows)/, ['logs', 'settings', 'words'])

// Hashed twice, peppered

export const hashCallsTwo = defineSign({
  id: 'password-hash-calls-two',
  says: 'Two places of the code hash the password.',
  ask: 'How many places of the code hash the password?',
  step: 'logs',
  texts: named(/(?:hash|encode|encrypt|crypt|hashsync|make|digest)\w{0,12}\(|\.pre\(|before|@pre|passwordattribute/, 'logs'),
  look: ({ logText }) => {
    const calls = logText.slice(0, 65_536).match(/(?:hash|encode|encrypt|bcrypt|hashsync|make|digest|createhash)\w{0,12}\([^)\n]{0,60}(?:pass|pw\b|raw|plain)|(?:\.pre\(["']?|before_?|@pre_?)(?:save|create|update|insert|persist|validate)|set\w{0,6}passwordattribute/g) ?? []
    return new Set(calls).size >= 2 || calls.length >= 3 ? present(`The code says “${calls[0]}” and “${calls[1]}”.`, 'logs') : unknown
  },
})
export const saveHook = clue('password-save-hook', 'A hook hashes the password whenever the record is saved', /\.pre\(["']?(save|update|validate|findoneand\w{0,12})|pre\(["']save|before_?(save|create|update|insert)\b|@(pre|before)_?(persist|update|insert|save)|passwordattribute|user\.password ?= ?(hash|await|bcrypt|auth)|\.save\(\)/, ['logs', 'words', 'changes'])
export const neitherOldNorNew = clue('says-neither-old-nor-new', 'After a change neither the old nor the new password gets in', /neither (the |my |with )?(old|new)\b.{0,30}\b(old|new)\b|(not|nor|no) (the |with the )?(old|new)( password| one)?,? (n?or|and not|neither) (the |with the )?(new|old)\b|both (the )?(old|new) and (the )?(old|new)\b.{0,24}(fail|refus|wrong|invalid)|weder .{0,16}(alt|neu)e?[a-z]* .{0,24}(alt|neu)e|ni (l.ancien|le nouveau|avec l).{0,30}(nouveau|ancien)|ni (la|con la) (antigua|vieja|nueva).{0,24}(nueva|antigua|vieja)|nem a (antiga|nova).{0,24}(nova|antiga)|바꾼 비밀번호로도|예전 비밀번호로도|新しいパスワードでも古い|新旧密码都/, ['words'])
export const secondLoginFails = clue('says-second-login-fails', 'The first sign-in after a registration or reset works, later ones do not', /(first|one|once)\b.{0,60}(second|next|later|after that|then)\b.{0,24}(never|bad|fail|wrong|refus|invalid|not)|(good|works?|lasts?|ok\b) (for |only )?(one|the first|a single|one more) (login|log in|time|evening|day|session)|first days? after (registration|sign)|(whoever|everyone|all|people|users?) (who |that )?(edits?|edited|chang\w{1,3}|sav\w{1,3}|updat\w{1,3}) .{0,40}(locked out|cannot|can.?t|refused|invalid|out\b)|(when|after|since) (he|she|they) (has|have|had)? ?(edited|changed|updated|saved) (his|her|their|the) \w{3,12}\b/, ['words'])
export const ranTwice = clue('says-script-ran-twice', 'A script over the passwords ran twice', /(ran|run|executed|started|rodei|lancé|ejecut\w{1,4}|gestartet) .{0,80}(twice|two times|a second time|again from|duas vezes|dos veces|zweimal|deux fois)|(passwo|hash|migrat|upgrade)\w{0,24}(\.\w{2,4})? ?\(?2x\)?/, ['words', 'logs'])
export const pepperSetting = clue('password-pepper-setting', 'A salt, pepper or key that products mix into their hashes is named', /passwordpeppers?|password_?pepper|pepper_?(key|version|id|ring|secret)|pepperversion|security_?salt|securitysalt|passwordsalt|password_salt|_salt\b|\bsalt_|salt key|main (salt )?key|_?cookie_key_?\b|crypto_?secret|crypto_?master_?salt|site_key|auth_?salt|hash_?salt|mac_key_id|hmac_?key|hash_?key\b|instance_unique_id|dolibarr_main_|secret_?salt|salt[\w .()-]{0,20}=/, ['settings', 'logs', 'words', 'record', 'changes'])
export const hashUntouched = clue('says-hashes-untouched', 'The hashes came over unchanged and do not verify under another set-up', /(hash(es)?|rows?|table|database|db|sqlite|replica|dump)\b.{0,60}(untouched|unchanged|identical|byte by byte|byte-identical|as ever|the same|complete|restored|imported|copied (back|over))|(hash|row) of the fresh install\w{0,6} .{0,40}(in|works)|fresh install.{0,30}(dump|database|backup)|(restored|moved|new) .{0,30}(config|settings|compose|template|installer|container).{0,60}(nobody|all|every|cannot|rejected)/, ['words', 'settings'])
