/** What stands for the part of a value that is not shown. */
const HIDDEN = '•••'

/** "maya.okafor@example.com" → "m•••@example.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? HIDDEN : `${[...email][0]}${HIDDEN}${email.slice(at)}`
}

/** "+44 20 7946 4471" → "•••• 71": the last two digits only. */
export const maskPhone = (phone: string) => `•••• ${phone.replace(/\D/g, '').slice(-2)}`

/** "203.0.113.24" → "203.0.113.•". */
export const maskIp = (ip: string) => (ip.includes(':') ? `${ip.split(':').slice(0, 3).join(':')}:•` : ip.replace(/\d+$/, '•'))

/** What must stand in a text for there to be an address, a number … of each kind: most texts hold none, and are left alone at the cost of a scan. */
const HAS = { email: /[@\uff20]|%40/, phone: /\+[1-9]/, ipv4: /\d\.\d/, ipv6: /[0-9a-f]:[0-9a-f:]/i } as const
/** An address within a text, also as an address bar writes it. Bounded on both sides, so that the scan stays linear. */
const EMAIL = /(?<![\p{L}\p{N}])([\p{L}\p{N}][\p{L}\p{N}._'+-]{0,200})(@|\uff20|%40)(?=([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}))\3/giu
/** ITU-T E.164 with the spaces that people put in: a plus, a country code that is not 0, eight digits and more. */
const PHONE = /(?<![\w.])\+[1-9](?:[ ()./-]{0,2}\d){7,14}(?!\d)/g
/** Four numbers with dots; not the version of a browser ("Chrome/120.0.0.0"), not a range ("203.0.113.0/24"), not one's own machine. */
const IPV4 = /(?<![\w.]|(?:Chrome|Chromium|CriOS|Edg[A-Z]*|OPR|Safari|Version|Firefox|Mobile|Build|Browser)\/)(\d{1,3}\.\d{1,3}\.\d{1,3}\.)\d{1,3}(?![\w.]*\.\d|\d|\/(?!32\b)\d)/gi
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:){1,7}:?(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?(?![\w:•]|\/\d)/gi
const CLOCK = /^\d{1,2}:\d{2}:\d{2}$/
const NOBODY = /^(?:127\.|0\.0\.0\.0)/

const isIpv4 = (text: string) => text.split('.').every((part) => Number(part) <= 255)
const isIpv6 = (text: string) => !CLOCK.test(text) && (text.includes('::') || text.split(':').length === 8)

/** What stands for each thing that is found: of an address its name, its @ as written, and its host. */
export type Stand = { email: (name: string, at: string, host: string) => string; phone: (number: string) => string; ip: (address: string) => string }

/** A text with every e-mail address, telephone number (in its international form) and network address replaced. */
export function replacePersonal(text: string, { email, phone, ip }: Stand): string {
  let rest = text
  if (HAS.email.test(rest)) rest = rest.replace(EMAIL, (_match, name: string, at: string, host: string) => email(name, at, host))
  if (HAS.phone.test(rest)) rest = rest.replace(PHONE, (match) => phone(match))
  if (HAS.ipv4.test(rest)) rest = rest.replace(IPV4, (match: string) => (isIpv4(match) && !NOBODY.test(match) ? ip(match) : match))
  if (HAS.ipv6.test(rest)) rest = rest.replace(IPV6, (match: string) => (isIpv6(match) ? ip(match) : match))
  return rest
}

const MASKS: Stand = { email: (name, at, host) => `${[...name][0]}${HIDDEN}${at}${host}`, phone: maskPhone, ip: maskIp }

/** The same, masked: for what people and programs write, where nobody knows what stands. A masked text stays as it is. */
export const maskText = (text: string) => replacePersonal(text, MASKS)

/** A text that was shown masked and came back: each line that nobody touched is again what is stored. */
export function unmaskUntouched(given: string, stored: string | null): string {
  if (stored === null) return given
  const lines = new Map(stored.split(/\r?\n/).map((line) => [maskText(line).trim(), line]))
  return given.split(/\r?\n/).map((line) => lines.get(line.trim()) ?? line).join('\n')
}

/** A name that somebody signs in with: an address or a number is masked, a user name is not. */
export function maskIdentifier(identifier: string): string {
  if (identifier.includes('@')) return maskEmail(identifier)
  return /^\+?[\d ()./-]{7,24}$/.test(identifier) && !/^\d{1,3}(\.\d{1,3}){3}$/.test(identifier) ? maskPhone(identifier) : maskText(identifier)
}

/** Fields that hold one personal value each, by the names that they have here. */
const FIELDS: Readonly<Record<string, (value: string) => string>> = {
  email: maskIdentifier,
  emailKey: maskIdentifier,
  reporterEmail: maskIdentifier,
  identifier: maskIdentifier,
  attempted: maskIdentifier,
  attemptedKey: maskIdentifier,
  attempted_key: maskIdentifier,
  recipient: maskIdentifier,
  phone: maskPhone,
  phoneKey: maskPhone,
  ip: maskIp,
}

/** A view with every text in it masked, however deep: what a verb hands to a page. Dates, numbers and keys stay. */
export function maskView<T>(view: T): T {
  return masked(view, '') as T // The same shape: texts become texts.
}

function masked(value: unknown, key: string): unknown {
  if (typeof value === 'string') return (FIELDS[key] ?? maskText)(value)
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, key))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner, name)]))
}
