import { AppError } from '@/lib/core/errors'
import type { ServiceContext } from '../context'
import { writeAuditAlone } from '../audit/write-audit'

export type Target = { kind: string; id: string; name: string | null }

/** A refusal found inside a transaction. It has no effect to be audited with, so it is audited after the transaction has ended. */
export class Denied extends Error {
  constructor(
    readonly why: string,
    readonly target: Target | null,
    readonly ticketId: string | null = null,
    /** The refusal that it came from, which may name the field. */
    readonly refusal: AppError = new AppError('forbidden', why),
  ) {
    super(why)
  }
}

/** Runs a verb; a refusal inside is audited like a grant and becomes AppError('forbidden'). */
export async function auditDenials<T>(ctx: ServiceContext, action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Denied)) throw error
    await writeAuditAlone(ctx, { action, outcome: 'denied', target: error.target, ticketId: error.ticketId, reason: error.why })
    throw error.refusal
  }
}
