import { isIPv4 } from 'node:net'
import { groupsOf } from '@/lib/core/ip'
import { maskPhone, replacePersonal } from '@/lib/core/mask'

/** What a spelling tells beside the name: capitals, a dot and a tag stay where they were. */
function spelled(given: string, name: string): string {
  const tag = given.includes('+') ? '+tag' : ''
  const dotted = given.replace(/\+.*$/, '').includes('.') ? `${name.slice(0, 1)}.${name.slice(1)}` : name
  if (/[A-Z]{2}/.test(given) && given === given.toUpperCase()) return dotted.toUpperCase() + tag
  return (/^[A-Z]/.test(given) ? dotted.charAt(0).toUpperCase() + dotted.slice(1) : dotted) + tag
}

/** The same name however it is spelled. */
const nameKey = (given: string) => given.normalize('NFKC').toLowerCase().replace(/\+.*$/, '').replaceAll('.', '')

const SPECIAL = /[\\^$.*+?()[\]{}|]/g
const SHORTEST = 3
/** What people are called instead: a word that the engine has learnt nothing about, so that it tells nothing. */
const OTHER = 'citizen'
/** Names of nobody, which tell of what kind an account is. */
const OF_NOBODY = /^(admin|administrator|root|guest|test|user|system|service)$/i

/** Every user name that stands in a field of that name, as one pattern for whole words; null = none. */
function userNames(file: unknown): RegExp | null {
  const names = new Set<string>()
  const walk = (inner: unknown) => {
    if (typeof inner !== 'object' || inner === null) return
    for (const [key, each] of Object.entries(inner)) {
      if (key === 'username' && typeof each === 'string' && each.length >= SHORTEST && !each.includes('@') && !OF_NOBODY.test(each)) names.add(each)
      else walk(each)
    }
  }
  walk(file)
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(SPECIAL, '\\$&'))
  return names.size ? new RegExp(`(?<![\\p{L}\\p{N}@.])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}@])`, 'giu') : null
}

/**
 * A case file without anybody in it: each e-mail address becomes one of somebody else, the same wherever it stands, so
 * that what was equal stays equal and what differed by its spelling still does; so does each user name of a record. The
 * last part of a network address changes in the same way, so that ranges stay. The verdict is the same as before.
 * Telephone numbers are masked only.
 */
export function pseudonymise<T>(file: T): T {
  const people = new Map<string, string>()
  const addresses = new Map<string, string>()
  const remember = (known: Map<string, string>, key: string, make: () => string) => {
    const value = known.get(key) ?? make()
    known.set(key, value)
    return value
  }
  const ip = (given: string) => {
    const parts = isIPv4(given) ? given.split('.') : groupsOf(given)
    const numbered = (length: number, within: number) => {
      const range = parts.slice(0, within).join(' ')
      return remember(addresses, parts.slice(0, length).join(' '), () => String(1 + [...addresses.keys()].filter((key) => key.split(' ').length === length && key.startsWith(`${range} `)).length))
    }
    // Of IPv6 a household has the first four groups to itself.
    return isIPv4(given) ? `${parts.slice(0, 3).join('.')}.${numbered(4, 3)}` : `${parts.slice(0, 3).join(':')}:${numbered(4, 3)}::${numbered(8, 4)}`
  }
  const other = (name: string) => spelled(name, remember(people, nameKey(name), () => `${OTHER}${people.size + 1}`))
  const email = (name: string, at: string, host: string) => `${other(name)}${at}${host}`
  const names = userNames(file)
  const named = (text: string) => (names ? text.replace(names, other) : text)
  const walk = (inner: unknown): unknown => {
    if (typeof inner === 'string') return named(replacePersonal(inner, { email, phone: maskPhone, ip }))
    if (Array.isArray(inner)) return inner.map(walk)
    if (typeof inner !== 'object' || inner === null || inner instanceof Date) return inner
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, walk(each)]))
  }
  return walk(file) as T // The same shape: texts become texts.
}
