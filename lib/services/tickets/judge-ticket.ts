import { judge } from '@/lib/engine/judge'
import type { CaseFile } from '@/lib/evidence/case'
import { readCase } from '@/lib/evidence/read-case'
import { NAMED_FROM, type Verdict } from '@/lib/evidence/verdict'
import { readLine } from '@/lib/formats/recognise'
import type { ServiceContext } from '../context'
import { CATALOGUE } from '../diagnosis/catalogue'
import { gatherTicket } from './gather-ticket'
import { loadTicket } from './load-ticket'

/** `named` is the cause where it is sure enough to be named; `frozen`: the record counts as it stood before a recovery. */
export type Judgement = { caseFile: CaseFile; verdict: Verdict; named: string | null; frozen: boolean; people: number | null; signature: string | null }

/** The verdict on a ticket's evidence, without questions. Takes no input of a person's, so it authorises nothing. Throws AppError('not_found'). */
export async function judgeTicket(ctx: ServiceContext, number: number): Promise<Judgement> {
  const { caseFile, alike, frozenAt } = await gatherTicket(ctx, await loadTicket(ctx.db.prisma, number))
  const verdict = judge(CATALOGUE, readCase(caseFile, readLine), { questions: false })
  const named = verdict.confidence >= NAMED_FROM ? verdict.cause : null
  return { caseFile, verdict, named, frozen: frozenAt !== null, people: alike?.people ?? null, signature: alike?.signature ?? null }
}
