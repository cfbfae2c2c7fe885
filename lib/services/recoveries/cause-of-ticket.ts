import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import { readLine } from '@/lib/formats/recognise'
import type { ServiceContext } from '../context'
import { CATALOGUE } from '../diagnosis/catalogue'
import { gatherTicket } from '../tickets/gather-ticket'
import { lastDecision } from '../tickets/last-decision'
import { causes } from '@/lib/causes'
import type { Verdict } from '@/lib/evidence/verdict'
import type { FrozenEvidence } from '../approvals/schema'
import { loadTicket } from '../tickets/load-ticket'

/**
 * The cause by which recoveries fit: what an engineer confirmed or corrected last, else what the evidence names now.
 * Null while nothing is named. The cause kept on the ticket is for the queue and may be older than the evidence.
 * @param live the cause that the evidence names, where the caller has judged it already
 */
export async function causeOfTicket(ctx: ServiceContext, ticket: { id: string; number: number }, live?: string | null): Promise<string | null> {
  const decision = await lastDecision(ctx, ticket.id)
  if (decision) return decision.cause
  const named = await namedBeforeRecovery(ctx, ticket.id)
  if (named) return named
  if (live !== undefined) return live
  return namedBy(await judgeNow(ctx, ticket.number))
}

const namedBy = ({ cause, confidence }: Verdict) => (confidence >= NAMED_FROM ? cause : null)

async function judgeNow(ctx: ServiceContext, number: number): Promise<Verdict> {
  const { caseFile } = await gatherTicket(ctx, await loadTicket(ctx.db.prisma, number))
  return judge(CATALOGUE, readCase(caseFile, readLine), { questions: false })
}

/** Lines of evidence that are kept with a request: the heaviest, for and against. */
const KEPT_LINES = 5

/** The cause as above, with the evidence as it stands now: a second person decides by what was there when it was asked for. */
export async function judgeForRecovery(ctx: ServiceContext, ticket: { id: string; number: number }): Promise<{ cause: string | null; evidence: FrozenEvidence }> {
  const verdict = await judgeNow(ctx, ticket.number)
  const { bucket, confidence } = verdict
  const lines = [...verdict.evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const title = causes.find(({ slug }) => slug === verdict.cause)?.title ?? null
  return {
    cause: await causeOfTicket(ctx, ticket, namedBy(verdict)),
    evidence: { cause: title, confidence, bucket, of: lines.length, lines: lines.slice(0, KEPT_LINES).map(({ weight, because, source }) => ({ weight, text: because, step: source })) },
  }
}

/** A recovery changes the record that the verdict was read from; what was named before it goes on to count. */
async function namedBeforeRecovery({ db }: ServiceContext, ticketId: string): Promise<string | null> {
  const ticket = await db.prisma.ticket.findUnique({ where: { id: ticketId }, select: { cause: true, confidence: true, _count: { select: { recoveries: true } } } })
  return ticket && ticket._count.recoveries > 0 && (ticket.confidence ?? 0) >= NAMED_FROM ? ticket.cause : null
}
