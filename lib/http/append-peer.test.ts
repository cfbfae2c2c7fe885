import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { appendPeers } from './append-peer'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function readIp(trusted: number, forwarded: string | null) {
  vi.stubEnv('TRUSTED_PROXIES', String(trusted))
  const { clientIp } = await import('@/lib/auth/client-ip')
  return clientIp(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }))
}

describe('the address of a caller', () => {
  it.each([
    [0, '203.0.113.9', '203.0.113.9'],
    [0, '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    [1, '6.6.6.6, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [2, '203.0.113.9, 10.0.0.2, 10.0.0.1', '203.0.113.9'],
    [1, '10.0.0.1', '10.0.0.1'],
    [0, '6.6.6.6, ::ffff:203.0.113.9', '203.0.113.9'],
    [0, '2001:db8::1', '2001:db8::1'],
    [0, 'nobody', null],
    [0, '', null],
    [0, null, null],
  ])('behind %i proxies, by "%s", is %s', async (trusted, forwarded, ip) => {
    expect(await readIp(trusted, forwarded)).toBe(ip)
  })

  it('comes last in the header, whatever the caller sends', async () => {
    appendPeers()
    const seen: unknown[] = []
    const server = createServer((request, response) => {
      seen.push(request.headers['x-forwarded-for'])
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await fetch(address)
    await fetch(address, { headers: { 'x-forwarded-for': '6.6.6.6' } })
    server.close()
    expect(seen).toEqual(['127.0.0.1', '6.6.6.6, 127.0.0.1'])
  })
})
