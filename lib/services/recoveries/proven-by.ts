import type { AuditInput } from '../audit/write-audit'
import type { Proof } from './spend-proof'

/** For the audit: for whom the agent acted and how the caller was known, and how the agent proved to be there. */
export function provenBy(person: string, checks: readonly string[], proof: Proof | null): Pick<AuditInput, 'onBehalfOf' | 'strength' | 'stepUpId'> {
  return {
    ...(checks.length ? { onBehalfOf: `${person}: ${checks.join('; ')}` } : {}),
    ...(proof ? { strength: proof.method, stepUpId: proof.id || null } : {}),
  }
}
