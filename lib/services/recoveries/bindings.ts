import type { StepUpBinding } from '@/lib/auth/step-up/binding'

type Asked = { action: string; ticketId: string; subjectId: string | null; fingerprint: string }

/** What an agent proves themselves for when they act: this action on this account, with exactly the effect that they saw. */
export const recoveryBinding = ({ action, ticketId, subjectId, fingerprint }: Asked, accountId: string): StepUpBinding => ({ action: `recover:${action}`, targetId: accountId, params: { ticketId, subjectId, fingerprint } })

/** What an approver proves themselves for who lets recoveries of a frozen account happen again: lifting this very freeze. */
export const liftBinding = (accountId: string, freezeId: string): StepUpBinding => ({ action: 'account:lift_freeze', targetId: accountId, params: { freezeId } })

/** What whoever turns a switch off proves themselves for: this switch. Turning one on needs no proof. */
export const guardOffBinding = (name: string): StepUpBinding => ({ action: 'guard:off', targetId: name || 'guard', params: null })

/** What an agent proves themselves for who asks for a bulk: these people with exactly the effects that were prepared. */
export const bulkBinding = (bulkId: string, planHash: string): StepUpBinding => ({ action: 'bulk:ask', targetId: bulkId, params: { planHash } })

/** What a second person proves themselves for: agreeing to this request as it was frozen. */
export const approvalBinding = (requestId: string, payloadHash: string): StepUpBinding => ({ action: 'approval:approve', targetId: requestId, params: { payloadHash } })
