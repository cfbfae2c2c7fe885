import { defineSign, present, unknown } from './define'
import { named } from './find-text'
import { clue } from './words'

/** Forms of a name that look alike and are not equal, and names that nobody has. */

/** A quoted name that ends or begins with a blank, or holds one after a dot: what phone keyboards add. */
const BLANK = /(?:user(?:name)?|login|name|uid|e-?mail|identifier|for|principal|account|failed:|authenticated)\\?["']?[ =:]{0,3}\\?["'“]((?=[^"'“”\n]{0,60}[\w@])(?:[ \t]+[^"'“”\n ]{2,60}|[^"'“”\n ]{2,60}(?:\. ?\w{1,30})?[ \t]+|[\w-]{1,30}\. [\w-]{1,30}))["'”]/
/** Full-width letters and digits, no-break and zero-width spaces, separate accents. */
const UNSEEN = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a][\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|[a-z0-9@.][\u00a0\u200b-\u200d\ufeff\u2060]|\w[\u0300-\u0308\u0327]/

/** The same in a record, and such letters as bytes. */
const BLANK_STORED = /"(?:user_?name|login|e-?mail|name)":"([^"]{2,60} )"|"(?:user_?name|login|e-?mail|name)":"( [^"]{2,60})"/
const UNSEEN_BYTES = /\b(?:cc 8[0-9a-f]|e2 80 8[b-d]|c2 a0)\b/

export const blankInName = defineSign({
  id: 'identifier-blank-in-name',
  says: 'The name that was sent holds a blank or a letter of another form.',
  ask: 'Does the name that was sent hold blanks or letters of another form?',
  step: 'logs',
  texts: [...named(BLANK, 'logs'), ...named(UNSEEN, 'logs'), ...named(UNSEEN_BYTES, 'logs'), ...named(BLANK_STORED, 'record')],
  look: ({ logText, recordText }) => {
    const text = logText.slice(0, 65_536)
    const blank = [BLANK.exec(text), BLANK_STORED.exec(recordText)].flatMap((match) => match?.slice(1).find(Boolean) ?? [])[0]
    if (blank && !/\w \w{3,} \w/.test(blank)) return present(`The name is “${blank}”.`, 'logs')
    const unseen = UNSEEN.exec(text) ?? UNSEEN_BYTES.exec(text)
    return unseen ? present('The name holds letters of another form.', 'logs') : unknown
  },
})

const PHONE = /(?<![\d.:])(?:\+|00)?\d{9,15}(?![\d.:])/g
export const phoneForms = defineSign({
  id: 'identifier-phone-forms',
  says: 'One phone number is written with and without its country code.',
  ask: 'Is the number written in one way everywhere?',
  step: 'logs',
  texts: named(/\+\d/, 'record', 'words', 'logs'),
  look: ({ logText, recordText, words }) => {
    if (!recordText.includes('+') && !words.includes('+') && !logText.includes('+')) return unknown
    const seen = [...new Set(`${recordText}\n${words.slice(0, 8192)}\n${logText.slice(0, 16_384)}`.match(PHONE) ?? [])].slice(0, 40)
    const other = seen.find((one) => seen.some((two) => two !== one && two.startsWith('+') && !one.startsWith('+') && two.slice(-9) === one.slice(-9)))
    return other ? present(`The number stands as ${other} and with its country code.`, 'logs') : unknown
  },
})

export const keyboardFills = clue('identifier-keyboard-fills', 'The keyboard, a suggestion or a paste writes the name', /(keyboard|word|phone|text|samsung|android|swipe) (word )?suggest|auto-?correct|predictive text|suggestion bar|(picking|picked|choosing) my name|(copied?|copy|kopiert|paste|past[eé]s?) .{0,60}(name|finder|list|word|excel|pdf|mail|docs?)|(name|address).{0,40}(copied|kopiert|pasted|eingef)|(types?|typed|typing|tippt) .{0,30}(by hand|von hand)|日本語入力|全角|full-?width|half-?width|input method|\bime\b/, ['words'])
export const nameParts = clue('identifier-name-parts', 'The form of the name is at stake: country code, quotes, case or domain', /(with|without|needs?|sends?|incl\w{0,6}) (the )?(country code|area code|leading zero|international prefix|\+\d{1,3})|quotes? the name|quoted name|country code|as typed|must (be|contain).{0,16}(domain|lower)|(name|address|login).{0,30}(normali[sz]|collation|decomposed|composed|nfd|nfc|macbook|finder)|name_hex|username_hex/, ['words', 'logs', 'record'])

/** The system that looked the name up found nobody: stronger than a page that says it to everybody. */
export const lookupEmpty = clue('log-lookup-empty', 'The lookup of the name found nobody', /role "[^"\n]{1,60}" does not exist|attempted to log ?in as \S{1,80} but they do not exist|user does not exist \[uid: 0|user not known to the underlying|check pass; user unknown|(lookup|find|search|query|select)\b.{0,80}(rows ?= ?0|-> 0\b|-> null|-> none|-> \[\]|0 rows|no rows|nentries=0|found=false|count=0)|reason=no_such_user|no_such_user|user_?unknown|userid":0,|\\"reason\\":1\b|not registered on this site|is not registered (here|on|with)|用户不存在|ユーザーが(見つかりません|存在しません)|존재하지 않는|kullanıcı bulunamadı|usu[aá]rio (n[aã]o|inexistente)|użytkownik nie istnieje|пользователь не найден|utente (non trovato|inesistente)|gebruiker (niet gevonden|onbekend)|event ?id ?4768.{0,40}0x6\b|client not found in kerberos|kdc_err_c_principal_unknown|ldap.{0,30}no such object|error 32\b/, ['logs', 'words'])
