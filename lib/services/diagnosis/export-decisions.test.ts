import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { labelledSchema } from '@/lib/engine/labelled'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, writeExample, writeTicket } from '@/lib/testing/example-record'
import { decideVerdict } from '../tickets/decide-verdict'
import { diagnoseCase } from './diagnose-case'
import { exportDecisions } from './export-decisions'

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

describe('decisions as labelled cases', () => {
  it('carry the facts that were judged, and what the engineer said is true', async () => {
    const approver = await agentContext(db, 'approver')
    const record = await writeExample(db)
    const ticket = await writeTicket(db, record, null)
    await decideVerdict(approver, { number: ticket.number, decision: 'corrected', correctedCause: 'clock-skew', reason: 'I saw it on the host itself.' })
    const { lines } = await exportDecisions(approver)
    let text = ''
    for await (const part of lines) text += part
    const cases = text.trim().split('\n').map((line) => labelledSchema.parse(JSON.parse(line)))
    expect(cases).toMatchObject([{ kept: false, truth: { cause: 'clock-skew', buckets: expect.arrayContaining(['token_session']) } }])
    expect(() => diagnoseCase(cases[0]?.input)).not.toThrow()
    expect(await db.prisma.auditEntry.count({ where: { action: 'verdict.export' } })).toBe(1)
  })

  it('are not for everybody: they name people', async () => {
    await expect(exportDecisions(await agentContext(db, 'agent'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})
