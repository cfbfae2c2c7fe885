import { describe, expect, it, vi } from 'vitest'
import type { AgentContext } from './current-agent'
import { readSearch, searchAddress } from './search'
import { openSearch, sealSearch } from './search-token'

vi.mock('next/navigation', () => ({
  redirect: (address: string) => {
    throw new Error(`to ${address}`)
  },
}))

const agent = (id: string) => ({ actor: { kind: 'agent', id } }) as AgentContext // Nothing else is read of it.
const [ines, vera] = [agent('01900000-0000-7000-8000-000000000001'), agent('01900000-0000-7000-8000-000000000002')]
const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

describe('a search in an address', () => {
  it.each(['maya.okafor@example.com', '+44 20 7946 4471', '203.0.113.24', 'Maya Okafor', 'usr_01J8K4T9QW'])('does not tell that it is %s, and finds it again', (typed) => {
    const address = searchAddress(ines, form({ list: '/accounts', environment: 'production', q: typed }))
    expect(address).toMatch(/^\/accounts\?environment=production&s=[\w-]+$/)
    const sealed = new URL(address, 'http://x').searchParams.get('s') ?? ''
    for (const part of typed.split(/[\s@.]/)) if (part.length > 3) expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(part)
    expect(readSearch(ines, '/accounts', { s: sealed })).toEqual({ filters: { s: sealed }, q: typed })
  })

  it('is of use to nobody else, and to nobody who changes it', () => {
    const sealed = sealSearch(ines, 'maya@example.com')
    expect(openSearch(vera, sealed)).toBe(undefined)
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect([undefined, 'maya@example.com']).toContain(openSearch(ines, other))
    }
    for (const junk of ['', 'x', 'A'.repeat(5_000), undefined]) expect(readSearch(ines, '/accounts', { s: junk, environment: 'test' })).toEqual({ filters: { environment: 'test', s: undefined }, q: undefined })
  })

  it('differs each time, so that two of one person cannot be told to be one', () => {
    expect(sealSearch(ines, 'maya@example.com')).not.toBe(sealSearch(ines, 'maya@example.com'))
  })

  it('leads away from an address that tells', () => {
    expect(() => readSearch(ines, '/events', { q: 'maya@example.com', outcome: 'any', after: 'x' })).toThrow(/^to \/events\?outcome=any&s=[\w-]+$/)
  })

  it('leads to a list of the console and nowhere else', () => {
    for (const list of ['https://attacker.example', '//attacker.example', '/\\attacker.example', '/sign-in', '/queue/../settings', '/tickets/1/record?x=1', '']) {
      expect(searchAddress(ines, form({ list, q: 'a' }))).toMatch(/^\/queue\?s=/)
    }
    expect(searchAddress(ines, form({ list: '/tickets/1009/record', pick: '1', q: '' }))).toBe('/tickets/1009/record?pick=1')
  })
})
