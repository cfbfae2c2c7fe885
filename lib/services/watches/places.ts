import { isIPv4 } from 'node:net'
import { z } from 'zod'
import { groupsOf } from '@/lib/core/ip'
import { browserOf } from '@/lib/formats/user-agent'

/** Where somebody signs in from, as far as a log says. A null says nothing, and nothing is compared with it. */
export type Place = { range: string | null; device: string | null; country: string | null }

export const usualPlaces = z.object({ ranges: z.array(z.string()), devices: z.array(z.string()), countries: z.array(z.string()) })
export type UsualPlaces = z.infer<typeof usualPlaces>

export type SignIn = { ip: string | null; user_agent: string | null; country: string | null; browser: string | null }

/** The range that an address is of: 256 addresses of IPv4, a site of IPv6 (RFC 6177, a /48). Homes and offices change within it. */
export function rangeOf(ip: string): string {
  if (isIPv4(ip)) return `${ip.replace(/\.\d+$/, '')}.0/24`
  return `${groupsOf(ip).slice(0, 3).join(':')}::/48`
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** Browser family and system: what stays over updates. Two machines of one kind look alike, and that is said where it matters. */
export function deviceOf(userAgent: string | null, browser: string | null): string | null {
  const family = browserOf(userAgent ?? undefined) ?? browser
  const system = SYSTEMS.find(([mark]) => mark.test((userAgent ?? '').slice(0, 1000)))?.[1]
  if (!family && !system) return null
  return [family ?? 'an app', system].filter(Boolean).join(' on ')
}

export const placeOf = ({ ip, user_agent, country, browser }: SignIn): Place => ({ range: ip ? rangeOf(ip) : null, device: deviceOf(user_agent, browser), country })

const distinct = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))].sort()

export function usualOf(places: readonly Place[]): UsualPlaces {
  return { ranges: distinct(places.map(({ range }) => range)), devices: distinct(places.map(({ device }) => device)), countries: distinct(places.map(({ country }) => country)) }
}

export type Reading = { kind: 'usual' | 'new' | 'nothing'; words: string }

/**
 * Holds a good sign-in against the places of before. New is what differs in an address range, a device or a country that
 * is known on both sides; with no sign-in before there is nothing that could be usual. Pure.
 */
export function readPlace(place: Place, usual: UsualPlaces): Reading {
  const seen = [place.device, place.country, place.range].filter((part) => part !== null)
  if (seen.length === 0) return { kind: 'nothing', words: 'The log says nothing of where it came from.' }
  const said = seen.join(', ')
  if (usual.ranges.length + usual.devices.length + usual.countries.length === 0) return { kind: 'new', words: `From ${said}; no earlier sign-in is known to compare with.` }
  const differs = [
    place.range !== null && usual.ranges.length > 0 && !usual.ranges.includes(place.range) ? 'address range' : null,
    place.device !== null && usual.devices.length > 0 && !usual.devices.includes(place.device) ? 'device' : null,
    place.country !== null && usual.countries.length > 0 && !usual.countries.includes(place.country) ? 'country' : null,
  ].filter((part) => part !== null)
  if (differs.length > 0) return { kind: 'new', words: `From ${said}: ${differs.join(' and ')} never used before.` }
  return { kind: 'usual', words: `From ${said}, as before.` }
}
