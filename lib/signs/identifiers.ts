import type { Evidence } from '@/lib/evidence/evidence'
import { absent, defineSign, present, unknown } from './define'
import { named } from './find-text'
import { foldName } from './fold-name'
import { once } from './look'
import { clue } from './words'

/** What tells a name that nobody has from a name that is spelt in another way. */

export const spellingMatters = clue('identifier-spelling', 'The spelling of the name or address decides: case, spaces, dots or Unicode', /(upper|lower)[ -]?case|capital(s|i[sz]|ised| letter)|case[- ]?(in)?sensitiv|first letter (is )?(big|upper|capital)|(big|small) (first )?letters?|(fix|type|write|enter|change|use|put)[a-z]* (it |my |the |all )*(e-?mail |name |address |username )?(in |to |as )(all )?(small|lower|big|upper|capital)|auto-?capitali|(trailing|leading|extra|hidden|invisible|non-?breaking) (space|blank|white ?space|character)|(space|blank|tab) (at|before|after|behind) (the |my )?(end|begin|start|name|e-?mail|address)|without (the )?(space|dot|domain|suffix|prefix|plus|@|country code|leading zero)|\b(nfc|nfd|nfkc)\b|combining (accent|mark|character)|(unicode|normali[sz]).{0,30}(name|e-?mail|user|login|identifier|form)|(user ?name|e-?mail|login|identifier|address).{0,40}(unicode|normali[sz]|collation|lower\(|citext|ilike)|e\\?u?0301|cc8[0-9a-c]6?|dots? in (the|my|gmail)|plus[- ]?(sign|address|tag)|googlemail|(mail|user|login|domain) alias|alias(es)? (address|e-?mail|of|for)|turkish|dotless|umlaut in (the|my|his|her) (name|e-?mail|user)|gro(ß|ss)schreibung|kleinschreibung|majuscule|minuscule|may[uú]scula|min[uú]scula/, ['words', 'logs'])

export const otherFormOfName = clue('identifier-other-form', 'Another form of the same name gets in', /works? with [\w.+-]{2,40} .{0,12}\b(but|and|yet)\b.{0,16}(with|as) [\w.+-]{2,40}@|works? with \S{1,60}@\S{1,60} .{0,12}(but|and|yet)\b|(with|using|by|via|type|typing|enter(ing)?|use) (the |my |his |her |their )?((full|whole|complete|plain|bare|short) (e-?mail|user ?name|name|login|address)|upn\b|sam ?account ?name|short name|domain\\)( address)? .{0,30}(works?|ok|fine|gets? in|goes|instead)|(e-?mail|user ?name)( address)? instead of (the |my |his |her )?(e-?mail|user ?name|upn|login)|(works?|fine|ok|gets? in) (only )?(with|using|by) (the |my |his |her )?((full|plain|short) (e-?mail|user ?name|name|login)|upn\b|sam\b|short name|lower|small)|upn suffix|domain prefix|domain\\\\?user|two (users|accounts|records|rows) with (the )?same (e-?mail|name|address)|differ(s|ing)? only (in|by) (case|capital|spac|dot)|(duplicate|multiple|more than one|several|two) (users?|accounts?|rows?|records?|results?|entries) (found|returned|match|for (the|this)|with (the same|this))|multipleobjectsreturned|incorrectresultsize|non-?unique ?result|login[_ ]?id.{0,24}(original|differ|normal)/, ['words', 'logs'])

export const nobodyOfThatName = clue('identifier-unknown', 'A message says that nobody has this name', /no such (user|account|principal|object|identity)|(user|account|e-?mail|identity|principal|login|member|customer)( ?name| address)?( \S{1,60})? ((was |is |could |can)?not (be )?(found|exist|known|recogni[sz]ed|registered)|(does not|doesn.t|did not|didn.t) exist|(is )?unknown)|(unknown|nonexistent|non-existent|unrecogni[sz]ed) (user|account|principal|e-?mail|login)\b|invalid user \S{1,40} from|user_?not_?found(exception)?|email_not_found|unknown_user|account_not_found|aadsts50034|data 525\b|0xc0000064|principal_unknown|check pass; user unknown|could ?n.?t find (your|an?|this|that|the) (google )?(account|user)|(can|could)(not| not|n.t) find (an? |your |the )?(account|user)|no (account|user|record|profile)s? (was |were |is |has been )?(found|matches|matching|exists?|with|for|under|associated|registered)|we (don.t|do not) (recogni[sz]e|know|have)|kein (konto|benutzer|nutzer)|(konto|benutzer|nutzer).{0,16}(nicht gefunden|unbekannt|existiert nicht)|utilisateur inconnu|aucun compte|compte introuvable|(usuario|cuenta).{0,16}(no existe|no encontrad|desconocid)|no existe (el usuario|la cuenta|ning)|rows=0\b|nentries=0|0 rows\b/, ['words', 'logs'])

export const otherAddressUsed = clue('says-other-address', 'Another address, an old name or a slip of the pen is likely', /(changed|left|lost|new|old|former|previous|another|other|different|private|personal|work|company|second) (my |the )?(e-?mail|mail|address|employer|company|job|name|surname|account name)|(married|maiden) name|got married|mis-?spel|spelling (of|mistake)|which (e-?mail|address|mail) (did|do|have|was|is)|(e-?mail|address) (i|did i) (used|registered|signed)|wrong (e-?mail|address)|(with|from) my (work|company|private|old|school|university) (e-?mail|mail|address)|(reset|recovery|forgot)[a-z ]{0,24}(mail|e-?mail|link)?.{0,24}(never|not|n.t) (arriv|com|sent|receiv|get|got)|no (reset )?mail (arrives|comes|ever)/, ['words'])

/** The addresses in a text. Most texts hold none, which is told sooner than by the pattern. */
const namesIn = (text: string) => (text.includes('@') ? (text.match(NAME) ?? []) : [])
const NAME = /[\p{L}\p{M}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]{3,120}/gu

/** Addresses in lines that no format knows, in the words and in the record, as they were written. */
const written = once(({ unrecognised, experience, account, events }: Evidence): { stored: readonly string[]; typed: readonly string[] } => ({
  stored: account?.identifiers ?? [],
  typed: [
    ...unrecognised.slice(-200).flatMap(({ raw }) => namesIn(raw.slice(0, 2000))),
    ...[experience.message, experience.symptom, experience.variation].flatMap((text) => namesIn((text ?? '').slice(0, 4000))),
    ...events.slice(-200).flatMap(({ attempted }) => (attempted ? [attempted] : [])),
  ],
}))

export const twoSpellings = defineSign({
  id: 'identifier-two-spellings',
  says: 'One name is written in two ways that differ only in case, dots or form.',
  ask: 'Is the name written in one way everywhere?',
  step: 'logs',
  look: (evidence) => {
    const { stored, typed } = written(evidence)
    if (typed.length === 0 || new Set([...stored, ...typed]).size < 2) return unknown
    const first = new Map([...stored, ...typed].map((text) => [foldName(text), text] as const).reverse())
    const other = typed.find((text) => first.get(foldName(text)) !== text)
    return other ? present(`“${other}” and “${first.get(foldName(other))}”.`, 'logs') : unknown
  },
})

/** Somebody looked and found a name that is nearly the same. */
export const nearTwin = clue('identifier-near-twin', 'A nearly equal name is on record', /"(closest|near(est)?|similar|did_?you_?mean|suggestions?|candidates?|matches)":\[?\{?"|"result":(null|\[\])|did you mean/, ['record', 'logs', 'words'])

export const lookedUpNothing = defineSign({
  id: 'record-search-empty',
  says: 'The search for the name found nothing.',
  ask: 'Is there a record under the name tried?',
  step: 'record',
  texts: named(/"(searched|query|lookup|search|tried|found|exists|result)":/, 'record'),
  look: ({ account }) => {
    if (!account) return unknown
    const { raw } = account
    const asked = ['searched', 'query', 'lookup', 'search', 'tried', 'found', 'exists', 'result'].filter((key) => key in raw)
    if (asked.length === 0) return unknown
    const nothing = raw.result === null || raw.found === false || raw.exists === false || (Array.isArray(raw.result) && raw.result.length === 0)
    return nothing ? present('The record searched for does not exist.', 'account') : absent('The search found a record.', 'account')
  },
})
