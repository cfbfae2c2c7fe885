import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maskView } from '@/lib/core/mask'
import type { Database } from '@/lib/db/client'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import { diagnoseCase } from '@/lib/services/diagnosis/diagnose-case'
import type { ServiceContext } from '@/lib/services/context'
import { assessTicket } from '@/lib/services/tickets/assess-ticket'
import { exportCase } from '@/lib/services/tickets/export-ticket'
import { viewTicket } from '@/lib/services/tickets/view-ticket'
import { testDatabase } from '@/lib/testing/database'
import { fillDemo } from './fill-demo'

const NOW = new Date('2026-11-24T13:30:00Z')

let db: Database
let ctx: ServiceContext

beforeAll(async () => {
  db = await testDatabase()
  await fillDemo(db, { now: NOW, scale: 0.25 })
  ctx = { db, actor: { kind: 'system', id: null, name: 'test' }, now: NOW, requestId: null, ip: null }
}, 120_000)
afterAll(() => db.close())

/** What the words of each ticket must lead to: the table of the demo in docs/demo.md. */
const TICKETS: readonly (readonly [subject: string, bucket: string, cause: string])[] = [
  ['Reset my password twice, still invalid', 'credential', 'hash-algorithm-mismatch'],
  ['It logs me out every 15 minutes', 'token_session', 'token-refresh-missing'],
  ['Codes work one day, not the next', 'credential', 'totp-clock-drift'],
  ['The SMS comes too late', 'credential', 'mfa-code-delayed'],
  ['It wants a code from my old phone', 'credential', 'mfa-stale-factor'],
  ['Access denied since the new sign-in page', 'idp_sso', 'group-mapping-mismatch'],
  ['Nobody at Contoso gets in', 'idp_sso', 'idp-certificate-mismatch'],
  ['Too many requests, whole office', 'policy', 'rate-limited'],
  ['Locked after three tries', 'policy', 'account-locked'],
  ['Locked again and again since I changed my password', 'token_session', 'session-kept-after-reset'],
  ['Works in Firefox, not in Safari', 'token_session', 'third-party-cookie-blocked'],
  ['Redirect error, only in production', 'config_drift', 'redirect-uri-mismatch'],
  ['Account not found, but I signed up', 'config_drift', 'wrong-environment'],
  ['Never got in since I registered', 'policy', 'email-not-verified'],
  ['Contractor, suddenly invalid password', 'policy', 'account-expired'],
  ['API rejects my token', 'token_session', 'token-audience-mismatch'],
  ['Signed in, then told the token is from the future', 'token_session', 'clock-skew'],
  ['I think I forgot which password', 'credential', 'wrong-password'],
  // An attack is its nature; it has no bucket of its own.
  ['Strange failed sign-ins on my account', 'undetermined', 'credential-stuffing'],
]

/** A verdict without the names that its sentences quote. */
const anonymous = (verdict: object): object => JSON.parse(JSON.stringify(maskView(verdict)).replace(/\p{L}•••@/gu, '@')) as object

const numberOf = async (subject: string) => (await db.prisma.ticket.findFirstOrThrow({ where: { subject } })).number

describe('every story, from its ticket to its verdict', () => {
  it.each(TICKETS)('“%s” → %s, %s', async (subject, bucket, cause) => {
    const nature = cause === 'credential-stuffing' ? 'attack' : 'fault'
    const number = await numberOf(subject)
    const { verdict, course } = await viewTicket(ctx, number, 'verdict')
    expect(verdict).toMatchObject({ bucket, cause, nature })
    expect(verdict.confidence).toBeGreaterThanOrEqual(NAMED_FROM)
    expect(course.map(({ step }) => step)).toEqual(['experience', 'record', 'changes', 'logs', 'verdict'])

    await assessTicket(ctx, number)
    const kept = await db.prisma.ticket.findUniqueOrThrow({ where: { number } })
    expect(kept).toMatchObject({ bucket, cause, nature, confidence: verdict.confidence })

    // What an export says outside is what the page said inside, about people whom nobody can find.
    const exported = JSON.stringify(await exportCase(ctx, number))
    expect({ ...anonymous(diagnoseCase(JSON.parse(exported))), missing: [] }).toEqual({ ...anonymous(verdict), missing: [] })
    const { account, identifier, reporterEmail } = await db.prisma.ticket.findUniqueOrThrow({ where: { number }, include: { account: true } })
    for (const own of [account?.email, account?.phone, identifier, reporterEmail]) if (own) expect(exported.toLowerCase()).not.toContain(own.toLowerCase())
  })

  it.each(TICKETS)('“%s” is never all but sure from what the person says alone', async (subject) => {
    const { verdict } = await viewTicket(ctx, await numberOf(subject), 'experience')
    expect(verdict.confidence).toBeLessThan(0.9)
  })

  it('one trouble is one signature, and who is alone has none', async () => {
    for (const [subject] of TICKETS) await assessTicket(ctx, await numberOf(subject))
    const alike = await db.prisma.ticket.groupBy({ by: ['signature'], where: { cause: 'hash-algorithm-mismatch', signature: { not: null } } })
    expect(alike).toHaveLength(1)
    for (const alone of ['I think I forgot which password', 'Locked after three tries', 'Codes work one day, not the next']) {
      expect((await db.prisma.ticket.findUniqueOrThrow({ where: { number: await numberOf(alone) } })).signature).toBeNull()
    }
  })
})
