import { AppError } from '@/lib/core/errors'
import { writeAuditAlone, type AuditInput } from '../audit/write-audit'
import type { ServiceContext } from '../context'

/** Runs what needs a step-up; a refusal, which has no effect to be audited with, is audited after its end. */
export async function auditRefusal<T>(ctx: ServiceContext, about: Pick<AuditInput, 'action' | 'target'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') await writeAuditAlone(ctx, { ...about, outcome: 'denied', reason: error.message })
    throw error
  }
}
