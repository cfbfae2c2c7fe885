import { rememberTexts } from './remember-texts'
import { isSecretKey, isHeaderKey } from './secret-keys'
export { cleanText } from './text'

/** What stands where a secret stood. */
export const REDACTED = '[redacted]'

/** Objects nested deeper than this are dropped whole: nothing honest nests so deep, and a walk must not exhaust the stack. */
const MAX_DEPTH = 32
/** A value of a key that may be harmless is looked at this far. */
const MAX_CODE = 4096
const SEPARATOR = /[=:>]|%3[dDaA]/g
const BLANK = /[ \t]/
/** Where a value without quotes ends. */
const VALUE_END = /[\s,;&"'<>)\]}|\\]/g
const LINE_END = /[\r\n]/g

/** What every shape below needs somewhere: most values of most records have none of it and are done with one look. */
const MAY_HOLD =
  /[=:>$%{]|eyJ|--|-(?:pass|token|secret|client|api|otp)|bearer|basic|dpop|negotiate|ntlm|code|otp|pin|gh[opsur]_|github_pat|glpat|xox|[srp]k_|whsec|AIza|ya29|lk_|npm_|SG\./i
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?$/
const PLAIN_LENGTH = 4096

type Found = { start: number; end: number; text: string }

/**
 * Drops secrets from a text before it is stored or logged: passwords, tokens, cookies, authorization headers, one-time
 * codes, SAML responses, private keys, in key=value, JSON, header, query, form and XML shape. Codes, identifiers, trace
 * ids and the algorithm prefix of a password hash survive. Linear in the text's length; a second pass changes nothing.
 */
export function redact(text: string): string {
  if (text.length < PLAIN_LENGTH && (!MAY_HOLD.test(text) || TIME.test(text))) return text
  return dropShapes(dropKeyed(text))
}

/**
 * The same for a value already parsed: the values of secret keys are dropped, every text goes through `redact`. A value
 * without a secret is answered with itself.
 */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return REDACTED
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => redactValue(item, depth + 1))
    return items.every((item, at) => item === value[at]) ? value : items
  }
  return redactObject(value, depth)
}

function redactObject(value: object, depth: number): object {
  const secretPair = namesSecret(value)
  const kept: unknown[] = []
  let same = true
  for (const key in value) {
    const said = saidBy(key)
    const inner: unknown = value[key as keyof object]
    const secret = said.isSecret || (secretPair && said.isPairValue) || (said.isCode && isCodeValue(inner))
    const clean = secret ? dropWhole(inner) : redactValue(inner, depth + 1)
    kept.push(clean)
    same &&= clean === inner && said.shown === key
  }
  return same ? value : Object.fromEntries(Object.keys(value).map((key, at) => [saidBy(key).shown, kept[at]]))
}

/** { "name": "password", "value": "…" }: whether the name of such a pair is that of a secret. */
function namesSecret(value: object): boolean {
  for (const key in value) {
    const name: unknown = value[key as keyof object]
    if (typeof name === 'string' && saidBy(key).namesPair) return isSecretKey(name)
  }
  return false
}

/** What a key says of its value, and the key as it may be shown. */
const saidBy = rememberTexts(5000, (key) => ({
  shown: redact(key),
  isSecret: isSecretKey(key),
  isCode: /^code$/i.test(key),
  namesPair: /^(?:name|key|header)$/i.test(key),
  isPairValue: /^(?:value|multivalue|values)$/i.test(key),
}))

/** Yes, no and nothing tell no secret ("hasPassword": true); all else under a secret key goes. */
function dropWhole(value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || value === undefined || value === '') return value
  return typeof value === 'string' ? (hashPrefix(value) ?? REDACTED) : REDACTED
}

function isCodeValue(value: unknown): boolean {
  return typeof value === 'number' ? value >= 100_000 && value < 100_000_000 : typeof value === 'string' && looksLikeCode(value)
}

/** Under a key `code`: six to eight digits are a one-time code, a long mixed text an authorization code. */
function looksLikeCode(value: string): boolean {
  if (/^\d{6,8}$/.test(value)) return true
  return value.length >= 20 && !/\s/.test(value) && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z/.~-]/.test(value)
}

/** Walks the separators of a text, looks back for the key and drops the value behind it. */
function dropKeyed(text: string): string {
  const out: string[] = []
  let copied = 0
  const finder = new RegExp(SEPARATOR.source, 'g')
  for (let hit = finder.exec(text); hit !== null; hit = finder.exec(text)) {
    if (hit.index < copied) continue
    const found = secretBehind(text, hit.index, hit[0])
    if (found === null) continue
    out.push(text.slice(copied, found.start), found.text)
    copied = found.end
    finder.lastIndex = Math.max(found.end, hit.index + 1)
  }
  out.push(text.slice(copied))
  return out.join('')
}

function secretBehind(text: string, at: number, separator: string): Found | null {
  const key = keyBefore(text, at, separator)
  const from = at + separator.length
  if (key === null) return null
  // The key is judged before its value is read: what is read is then dropped and passed over, so no stretch is read twice.
  const certain = isSecretKey(key.name) || isPairOfSecret(text, key) || isQueryCode(text, key, separator)
  if (!certain && !/^(?:code|state)$/i.test(key.name)) return null
  const within = certain ? text : text.slice(0, from + MAX_CODE)
  const value = valueAfter(within, from, key, separator.startsWith('%'))
  if (value === null || value.raw === '' || value.raw === REDACTED) return null
  if (!mustDrop(text, key, value, separator)) return null
  const kept = hashPrefix(value.raw) ?? REDACTED
  return { start: value.start, end: value.end, text: value.bare && key.quote !== '' ? `"${kept}"` : kept }
}

type Key = { name: string; start: number; quote: string }

/** The key that ends before a separator, with the quote around it. Looks back 80 characters at most. */
function keyBefore(text: string, at: number, separator: string): Key | null {
  let end = at
  while (end > 0 && at - end < 4 && BLANK.test(text[end - 1] ?? '')) end--
  let quote = ''
  if (text[end - 1] === '"' || text[end - 1] === "'") {
    quote = text[end - 1] ?? ''
    end--
    while (end > 0 && at - end < 12 && text[end - 1] === '\\') end--
  } else if (text.slice(end - 3, end) === '%22') end -= 3
  let start = end
  while (start > 0 && end - start < 80 && isKeyChar(text.charCodeAt(start - 1))) start--
  if (start === end) return null
  const before = text[start - 1] ?? ''
  if (separator === '>' && before !== '<' && before !== ':') return null
  return { name: text.slice(start, end).replace(/^(?:[0-9a-f]{2})(?=[a-z])/i, dropPercent(text, start)), start, quote }
}

/** Letters, digits, `_`, `.` and `-`. */
function isKeyChar(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58) || code === 95 || code === 46 || code === 45
}

/** In `%26password%3D` the key's look-back runs into the percent code before it. */
function dropPercent(text: string, start: number): (part: string) => string {
  return (part) => (text[start - 1] === '%' ? '' : part)
}

type Value = { raw: string; start: number; end: number; quoted: boolean; bare: boolean }

function valueAfter(text: string, from: number, key: Key, percent: boolean): Value | null {
  let start = from
  while (start < text.length && start - from < 2 && (text[start] === '>' || text[start] === '=')) start++
  while (start < text.length && start - from < 16 && BLANK.test(text[start] ?? '')) start++
  if (percent && text.slice(start, start + 3) === '%22') start += 3
  const opening = /^(?:\\{0,8}["'])/.exec(text.slice(start, start + 10))?.[0]
  if (opening !== undefined) return quoted(text, start + opening.length, opening)
  const first = text[start] ?? ''
  if (first === '[' && text.startsWith(REDACTED, start)) return null
  if (first === '{' || (first === '[' && key.quote !== '')) return bracketed(text, start)
  if (text[from - 1] === '>') return upTo(text, start, '<')
  if (isHeaderKey(key.name) && !/[?&%]/.test(text[key.start - 1] ?? '')) return headerValue(text, start, key)
  return bareValue(text, start, percent)
}

function quoted(text: string, start: number, opening: string): Value {
  let end = start
  if (opening.length === 1) {
    while (end < text.length && text[end] !== opening) end += text[end] === '\\' ? 2 : 1
    end = Math.min(end, text.length)
  } else {
    const found = text.indexOf(opening, start)
    end = found === -1 ? text.length : found
  }
  return { raw: text.slice(start, end), start, end, quoted: true, bare: false }
}

function upTo(text: string, start: number, char: string): Value {
  const found = text.indexOf(char, start)
  const end = found === -1 ? text.length : found
  return { raw: text.slice(start, end), start, end, quoted: true, bare: false }
}

/** A JSON array or object under a secret key goes as a whole; an unclosed one goes to the end. */
function bracketed(text: string, start: number): Value {
  let depth = 0
  let inText = false
  let end = start
  for (; end < text.length; end++) {
    const char = text[end]
    if (inText) {
      if (char === '\\') end++
      else if (char === '"') inText = false
    } else if (char === '"') inText = true
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) break
  }
  end = Math.min(end + 1, text.length)
  return { raw: text.slice(start, end), start, end, quoted: false, bare: true }
}

/** A header's value runs to the end of its line, or to the quote that was opened before the header's name. */
function headerValue(text: string, start: number, key: Key): Value {
  const before = text[key.start - 1] ?? ''
  LINE_END.lastIndex = start
  const line = LINE_END.exec(text)?.index ?? text.length
  const close = before === '"' || before === "'" ? text.indexOf(before, start) : -1
  const end = close !== -1 && close < line ? close : line
  return { raw: text.slice(start, end), start, end, quoted: false, bare: false }
}

function bareValue(text: string, start: number, percent: boolean): Value {
  VALUE_END.lastIndex = start
  let end = VALUE_END.exec(text)?.index ?? text.length
  if (percent) {
    const next = /%2[26]|%7[dD]/.exec(text.slice(start, end))?.index
    if (next !== undefined) end = start + next
  }
  const raw = text.slice(start, end)
  return { raw, start, end, quoted: false, bare: true }
}

function mustDrop(text: string, key: Key, value: Value, separator: string): boolean {
  const name = key.name.toLowerCase()
  if (isErrorPage(text, key)) return false
  if (isQueryCode(text, key, separator) || isPairOfSecret(text, key)) return true
  if (!isSecretKey(name)) return (separator !== ':' && text[value.end] === '&') || (name === 'code' && looksLikeCode(value.raw))
  if (/^(?:true|false|null|undefined)$/i.test(value.raw)) return false
  const spaced = separator === ':' && key.quote === '' && BLANK.test(text[value.start - 1] ?? '')
  const prose = spaced && !value.quoted && !isHeaderKey(key.name)
  return !(prose && !/pass|pwd/i.test(name) && isWord(value.raw))
}

/** "Couldn't parse token: signature is invalid" names no secret: an ordinary word after a colon and a blank stays. */
function isWord(value: string): boolean {
  return value.length <= 14 && /^[A-Z]?[a-z]+[.:]?$/.test(value)
}

/** `code` and `state` are secrets in queries and forms; elsewhere a `code` is an error code unless it looks like a secret. */
function isQueryCode(text: string, key: Key, separator: string): boolean {
  if (separator === ':' || !/^(?:code|state)$/i.test(key.name) || isErrorPage(text, key)) return false
  return /[?&#%]/.test(text[key.start - 1] ?? '')
}

/** Microsoft's error pages carry the error's number under the name of an authorization code. */
function isErrorPage(text: string, key: Key): boolean {
  return text.slice(Math.max(0, key.start - 7), key.start) === '/error?'
}

/** `{"name":"password","value":"…"}`: the name stands in the pair before. */
function isPairOfSecret(text: string, key: Key): boolean {
  if (!/^values?$/i.test(key.name)) return false
  const before = text.slice(Math.max(0, key.start - 160), key.start)
  const name = /["'](?:name|key|header)\\*["']\s{0,4}:\s{0,4}\\*["']([^"'\\]{1,80})\\*["']\s{0,4},\s{0,4}\\*["']?$/i.exec(before)?.[1]
  return name !== undefined && isSecretKey(name)
}

/** The part of a password hash that says how it was made: `$2b$12$`, `$argon2id$v=19$m=…$`, `pbkdf2_sha256$600000$`, `{SSHA}`. */
const HASH = /\$(?:argon2(?:id|i|d)(?:\$v=\d{1,4})?(?:\$[a-z]=\d{1,10}(?:,[a-z]=\d{1,10}){0,4})?|2[abxy]?\$\d{1,2}|[1567y]|scrypt\$[^$\s]{1,40})\$|(?:pbkdf2|bcrypt|scrypt|argon2)_?[a-z0-9]{0,16}\$\d{0,9}\$?|\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT|ARGON2|PBKDF2[A-Z0-9-]{0,8})\}/
const HASHES = new RegExp(`(${HASH.source})[^\\s"'<>,;&\\\\]{4,}`, 'g')

function hashPrefix(value: string): string | null {
  const found = new RegExp(`^(?:${HASH.source})`).exec(value)
  return found === null ? null : `${found[0]}${REDACTED}`
}

const PEM = /-----BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g
const PEM_END = /-----END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g
/** A JWT or any base64url of a JSON object. */
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g
/** Authorization schemes wherever they stand; words of prose and the parameters of a challenge stay. RFC 9110, 11.6. */
const SCHEME =
  /\b(Bearer|Basic|DPoP|Negotiate|NTLM)([ \t]{1,4})(?!\[redacted\]|(?:tokens?|auth(?:entication|orization|enticate)?|scheme|challenge|header|credentials?|realm|error(?:_\w{1,20})?|scope|is|was|not|required|missing|failed|grant|type|method|assertion)\b|\w{1,40}=["\w])([\w.~+/-]{4,}=*)/gi
/** Prefixes that vendors give their keys so that scanners find them. */
const VENDOR_KEYS =
  /\b(?:gh[opsur]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|[srp]k_(?:live|test)_\w{10,}|whsec_[\w+/=]{10,}|AIza[\w-]{30,}|ya29\.[\w-]{10,}|lk_[\w-]{16,}|npm_[A-Za-z0-9]{30,}|SG\.[\w-]{16,}\.[\w-]{16,})/g
const USER_INFO = /(:\/\/[^\s/:@"'?#]{0,128}:)[^\s/@"'?#]{1,256}@/g
const OPTION = /(--?(?:password|passwd|pass|token|secret|client-secret|api-key|otp)[ \t]{1,4})(?!\[redacted\])("[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'-]\S{0,2000})/gi
/** "Your code is 123456", but not "error code 700016". */
const SPOKEN_CODE = /\b(code|otp|passcode|pin)((?:[ \t]{1,3}(?:is|was|of))?[ \t:]{1,4})\d{4,8}\b(?![.:-]\d)/gi
const OTHER_CODE = /\b(?:error|status|result|exit|http|response|reason|return|event|country|postal|zip|sub)[ \t_-]{0,3}$/i

function dropShapes(text: string): string {
  return dropPrivateKeys(text)
    .replace(HASHES, (_, prefix: string) => `${prefix}${REDACTED}`)
    .replace(JWT, REDACTED)
    .replace(SCHEME, (_, scheme: string, gap: string) => `${scheme}${gap}${REDACTED}`)
    .replace(VENDOR_KEYS, REDACTED)
    .replace(USER_INFO, (_, start: string) => `${start}${REDACTED}@`)
    .replace(OPTION, (_, option: string) => `${option}${REDACTED}`)
    .replace(SPOKEN_CODE, (all: string, word: string, gap: string, at: number, whole: string) =>
      OTHER_CODE.test(whole.slice(Math.max(0, at - 16), at)) ? all : `${word}${gap}${REDACTED}`,
    )
}

function dropPrivateKeys(text: string): string {
  const out: string[] = []
  let copied = 0
  PEM.lastIndex = 0
  for (let begin = PEM.exec(text); begin !== null; begin = PEM.exec(text)) {
    PEM_END.lastIndex = begin.index
    const close = PEM_END.exec(text)
    const end = close === null ? text.length : close.index + close[0].length
    out.push(text.slice(copied, begin.index), REDACTED)
    copied = end
    PEM.lastIndex = end
  }
  out.push(text.slice(copied))
  return out.join('')
}
