import { describe, expect, it } from 'vitest'
import { pseudonymise } from './pseudonymise'

describe('a case file without anybody in it', () => {
  it('gives each person and address another, the same everywhere, in the spelling and range that it had', () => {
    const file = {
      account: { email: 'maya.okafor@example.com' },
      logs: ['user=Maya.Okafor@example.com from 203.0.113.24', 'user=mayaokafor+shop@example.com from 203.0.113.77', 'user=omar@example.com from 203.0.113.24, then 198.51.100.9', { ip: '2001:db8:1:2::a' }, { ip: '2001:db8:1:2:1::a' }, { ip: '2001:db8:1:3::a' }],
      words: 'call +44 20 7946 4471',
    }
    expect(pseudonymise(file)).toEqual({
      account: { email: 'c.itizen1@example.com' },
      logs: ['user=C.itizen1@example.com from 203.0.113.1', 'user=citizen1+tag@example.com from 203.0.113.2', 'user=citizen2@example.com from 203.0.113.1, then 198.51.100.1', { ip: '2001:db8:1:1::1' }, { ip: '2001:db8:1:1::2' }, { ip: '2001:db8:1:2::1' }],
      words: 'call •••• 71',
    })
  })

  it('gives a user name the other name of the address that it stands in, wherever it is a word of its own', () => {
    const file = { account: { email: 'm.okafor@example.com', username: 'm.okafor' }, elsewhere: [{ username: 'admin' }], logs: ['login failed for M.OKAFOR', 'm.okafors is another, admin is nobody'] }
    expect(pseudonymise(file)).toEqual({ account: { email: 'c.itizen1@example.com', username: 'c.itizen1' }, elsewhere: [{ username: 'admin' }], logs: ['login failed for C.ITIZEN1', 'm.okafors is another, admin is nobody'] })
  })
})
