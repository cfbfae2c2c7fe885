import { causes } from '@/lib/causes'
import { AppError } from '@/lib/core/errors'
import { cleanText } from '@/lib/core/redact'
import { authorize } from '../authorize'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { diagnoseCase } from '../diagnosis/diagnose-case'
import { correctedTo } from './assess-ticket'
import { freezeVerdict } from './frozen-record'
import { gatherTicket } from './gather-ticket'
import { loadTicket } from './load-ticket'
import { redactSaid } from './redact-said'
import { decideSchema } from './schema'

/** Confirms or corrects the verdict and freezes it with the facts that it was reached from. */
export async function decideVerdict(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, decision, correctedCause, reason } = decideSchema.parse(input)
  await authorize(ctx, 'verdict:write', { kind: 'ticket', id: String(number) })
  const cause = decision === 'corrected' ? causes.find(({ slug }) => slug === correctedCause) : null
  if (cause === undefined) throw new AppError('invalid', 'This cause is not in the playbook.', { fields: [{ path: 'correctedCause', message: 'choose one of the list' }] })
  const ticket = await loadTicket(ctx.db.prisma, number)
  const { caseFile } = await gatherTicket(ctx, ticket)
  const verdict = diagnoseCase(caseFile)
  await ctx.db.prisma.$transaction(async (tx) => {
    await freezeVerdict(tx, ctx, ticket.id, { verdict, caseFile }, {
      decision,
      ...(cause ? { cause: correctedTo(cause), correctedCause: cause.slug } : {}),
      reason: reason ? cleanText(redactSaid(reason), 2000) : null,
    })
    if (cause) await tx.ticket.update({ where: { id: ticket.id }, data: correctedTo(cause), select: { id: true } })
    await writeAudit(tx, ctx, {
      action: `verdict.${decision === 'confirmed' ? 'confirm' : 'correct'}`,
      outcome: 'done',
      target: { kind: 'ticket', id: ticket.id, name: `#${number}` },
      ticketId: ticket.id,
      reason: reason || null,
      before: { cause: verdict.cause },
      after: { cause: cause?.slug ?? verdict.cause },
    })
  })
}
