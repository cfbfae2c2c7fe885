import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, writeExample, writeTicket } from '@/lib/testing/example-record'
import { findAccounts } from './accounts/find-accounts'
import { attemptsByDay, getAccount } from './accounts/get-account'
import { failureTimeline } from './changes/failure-timeline'
import { getChange } from './changes/get-change'
import { listChanges } from './changes/list-changes'
import { reviewChange } from './changes/review-change'
import type { ServiceContext } from './context'
import { getTrace } from './events/get-trace'
import { listEvents } from './events/list-events'
import { answerQuestion } from './tickets/answer-question'
import { assignTicket } from './tickets/assign-ticket'
import { chooseAccount } from './tickets/choose-account'
import { decideVerdict } from './tickets/decide-verdict'
import { exportCase, exportMarkdown } from './tickets/export-ticket'
import { listTickets } from './tickets/list-tickets'
import { markChange } from './tickets/mark-change'
import { openTicket } from './tickets/open-ticket'
import { previewIntake } from './tickets/preview-intake'
import { saveExperience } from './tickets/save-experience'
import { setStatus } from './tickets/set-status'
import { viewTicket } from './tickets/view-ticket'
import { saveTexts } from './tickets/write-texts'

/** Texts that break careless code: a statement, markup, a null byte, wildcards, half a character, marks of direction. */
const HOSTILE = [
  `'; DROP TABLE ticket; --`,
  '<script>alert(1)</script>',
  'null\u0000byte',
  '%_\\',
  '\ud800',
  '\u202eexe.cod',
  'a\r\nSet-Cookie: b=c',
  '../../etc/passwd',
  '999999999',
  '2001:db8::/129',
  'ﬀ'.repeat(300),
  '🔑'.repeat(5_000),
]

let db: Database
let ctx: ServiceContext
let number: number

beforeAll(async () => {
  db = await testDatabase()
  ctx = await agentContext(db, 'admin')
  const record = await writeExample(db)
  number = (await writeTicket(db, { environment: record.environment, accountId: record.accountId }, null)).number
})
afterAll(() => db.close())

/** A refusal that a caller can read: never an error of the database or of the code. */
async function answers(work: Promise<unknown>) {
  const error = await work.then(() => null).catch((reason: unknown) => reason)
  if (error === null || error instanceof z.ZodError) return
  expect(error).toBeInstanceOf(AppError)
  expect(['not_found', 'invalid', 'conflict']).toContain((error as AppError).code)
}

describe.each(HOSTILE)('with %j', (text) => {
  it('every search and list answers', async () => {
    await answers(findAccounts(ctx, { q: text, environment: text, after: text }))
    await answers(findAccounts(ctx, { q: text }))
    await answers(listTickets(ctx, { view: 'all', status: 'any', environment: text, bucket: text, q: text, after: text }))
    await answers(listTickets(ctx, { q: text }))
    await answers(listEvents(ctx, { outcome: 'any', environment: text, reason: text, format: text, q: text, after: text }))
    await answers(listEvents(ctx, { outcome: 'any', q: text }))
    await answers(listChanges(ctx, { environment: text, service: text, review: text, after: text }))
    await answers(failureTimeline(ctx, text, text, new Date(ctx.now.getTime() - 86_400_000), ctx.now))
  })

  it('an id that is none is not found', async () => {
    await expect(getAccount(ctx, text)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getChange(ctx, text)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getTrace(ctx, text)).rejects.toMatchObject({ code: 'not_found' })
    await answers(attemptsByDay(ctx, text))
    await answers(reviewChange(ctx, { changeId: text, state: text, note: text }))
  })

  it('every form of a ticket is taken as text or refused, and the ticket can be read afterwards', async () => {
    const { environment } = await db.prisma.ticket.findUniqueOrThrow({ where: { number } })
    const { version } = await db.prisma.ticket.findUniqueOrThrow({ where: { number } })
    await answers(openTicket(ctx, { subject: text, channel: 'phone', environment, reporterName: text, identifier: text, intake: text, message: text, url: text, lastWorked: text }))
    await answers(openTicket(ctx, { subject: 'Cannot sign in', channel: 'phone', environment: text }))
    await answers(saveExperience(ctx, { number, version, message: text, statusCode: '401', url: text, symptom: text, lastWorked: text }))
    await answers(answerQuestion(ctx, { number, question: text, answer: text }))
    await answers(chooseAccount(ctx, { number, accountId: text }))
    await answers(markChange(ctx, { number, changeId: text, state: 'suspect' }))
    await answers(saveTexts(ctx, { number, reply: text, note: text }))
    await answers(decideVerdict(ctx, { number, decision: 'corrected', correctedCause: text, reason: text }))
    await answers(previewIntake(ctx, text))
    const { gathered } = await viewTicket(ctx, number, 'verdict')
    expect(gathered.ticket.number).toBe(number)
    expect(await exportMarkdown(ctx, number)).not.toContain('<script>')
  })
})

describe('a ticket or record that is not there', () => {
  const nobody = newId()
  const NONE = 2_000_000_000

  it.each([
    ['view', () => viewTicket(ctx, NONE, 'record')],
    ['export', () => exportCase(ctx, NONE)],
    ['experience', () => saveExperience(ctx, { number: NONE, version: 0, scope: 'unknown' })],
    ['assign', () => assignTicket(ctx, { number: NONE, to: 'me' })],
    ['status', () => setStatus(ctx, { number: NONE, status: 'solved' })],
    ['decide', () => decideVerdict(ctx, { number: NONE, decision: 'confirmed' })],
    ['account of nobody', () => chooseAccount(ctx, { number, accountId: nobody })],
    ['review of nothing', () => reviewChange(ctx, { changeId: nobody, state: 'reviewed' })],
    ['change of nobody', () => markChange(ctx, { number, changeId: nobody, state: 'suspect' })],
    ['a number beyond all', () => viewTicket(ctx, 9_999_999_999, 'record')],
    ['half a ticket', () => viewTicket(ctx, 1.5, 'record')],
    ['no number', () => viewTicket(ctx, Number.NaN, 'record')],
  ])('is not found: %s', async (_, work) => {
    await expect(work()).rejects.toMatchObject({ code: 'not_found' })
  })
})
