import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE_ADDRESSES } from '@/lib/testing/hostile-addresses'
import { mailboxOf } from './mailbox'

describe('the address that a message may go to', () => {
  it.each(['maya.okafor@example.com', "o'brien+tag@sub.example.co.uk", 'a@b.cd', 'x_y-z@1und1.de'])('takes %s as it is', (address) => expect(mailboxOf(address)).toBe(address))

  it.each(HOSTILE_ADDRESSES.map((address) => [JSON.stringify(address), address]))('refuses %s', (_name, address) => expect(mailboxOf(address)).toBe(null))

  it('never gives another text than the one on file', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.anything()), (given) => [given, null].includes(mailboxOf(given))), { numRuns: 5_000 })
  })

  it('gives no text with a second address, a space or a line end in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), fc.string(), (before, address, after) => {
        const given = mailboxOf(before + address + after)
        if (given !== null) expect(given).toMatch(/^[^\s@",;:<>()[\]\\]+@[A-Za-z0-9.-]+$/)
      }),
    )
  })
})
