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

/**
 * A case file without anybody in it: each e-mail address becomes one of somebody else, the same wherever it stands, so
 * that what was equal stays equal and what differed by its spelling still does; the last part of a network address
 * changes in the same way, so that ranges stay. The verdict is the same as before. Telephone numbers are masked only.
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
  const email = (name: string, at: string, host: string) => `${spelled(name, remember(people, nameKey(name), () => `person${people.size + 1}`))}${at}${host}`
  const walk = (inner: unknown): unknown => {
    if (typeof inner === 'string') return replacePersonal(inner, { email, phone: maskPhone, ip })
    if (Array.isArray(inner)) return inner.map(walk)
    if (typeof inner !== 'object' || inner === null || inner instanceof Date) return inner
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, walk(each)]))
  }
  return walk(file) as T // The same shape: texts become texts.
}
