import { sha256 } from '@/lib/core/canonical-json'

/**
 * The life of a request that needs a second person, as a pure function: state and event in, state out. The verbs ask it
 * under the lock of the row and write what it says; nothing else moves a request.
 */

export const REQUEST_STATES = ['pending', 'approved', 'executed', 'denied', 'cancelled', 'expired', 'failed'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** A person: the account here, and the key by which two accounts are known to be one human. */
export type Person = { id: string; key: string }
/** Somebody who answers, with what they may do now. */
export type Answerer = Person & { mayApprove: boolean }

export type Frozen = {
  state: RequestState
  payloadHash: string
  requester: Person
  /** The key of whoever owns the account. */
  targetKey: string
  /** Colleagues who vouched for the caller: their word was given already. */
  vouchers: readonly string[]
  /** Times in epoch ms; the last two are set by the approval. */
  approveBy: number
  runAt: number | null
  executeBy: number | null
  delayMs: number
  windowMs: number
}

export type RequestEvent =
  | { type: 'approve' | 'deny'; at: number; by: Answerer; payloadHash: string }
  | { type: 'cancel'; at: number; by: Answerer | 'target' }
  | { type: 'run'; at: number; outcome: 'done' | 'refused' }
  | { type: 'tick'; at: number }

/** `refused` says in words why the event changed nothing; null when it was taken. */
export type Step = { next: Frozen; refused: string | null }

const ENDED: Readonly<Record<Exclude<RequestState, 'pending' | 'approved'>, string>> = {
  executed: 'It was done already.',
  denied: 'It was denied already. A denial is final.',
  cancelled: 'It was cancelled.',
  expired: 'Its time is over. No answer means no.',
  failed: 'It could not be done and ended.',
}

/** What time alone does: an unanswered or late request ends. */
export function expire(request: Frozen, at: number): Frozen {
  const { state, approveBy, executeBy } = request
  if (state === 'pending' && at >= approveBy) return { ...request, state: 'expired' }
  if (state === 'approved' && executeBy !== null && at >= executeBy) return { ...request, state: 'expired' }
  return request
}

/** Why this person may not answer, or null. The page asks it too, to say why the buttons are off. */
export function whyNotAnswer({ requester, targetKey, vouchers }: Pick<Frozen, 'requester' | 'targetKey' | 'vouchers'>, by: Answerer): string | null {
  if (!by.mayApprove) return 'Your role does not include approvals.'
  if (by.id === requester.id) return 'You asked for this yourself. Another person must answer.'
  if (by.key === requester.key) return 'Your account and that of the requester belong to one person. Another person must answer.'
  if (by.key === targetKey) return 'This is your own account. Another person must answer.'
  if (vouchers.includes(by.id) || vouchers.includes(sha256(by.key))) return 'You vouched for the caller. Another person must answer.'
  return null
}

function answer(request: Frozen, event: Extract<RequestEvent, { type: 'approve' | 'deny' }>): Step {
  const same = (refused: string): Step => ({ next: request, refused })
  const why = whyNotAnswer(request, event.by)
  if (why) return same(why)
  if (event.payloadHash !== request.payloadHash) return same('What you saw is not what was asked for. Read it again.')
  if (event.type === 'deny') return { next: { ...request, state: 'denied' }, refused: null }
  if (request.state === 'approved') return same('Somebody approved it already.')
  const runAt = event.at + request.delayMs
  return { next: { ...request, state: 'approved', runAt, executeBy: runAt + request.windowMs }, refused: null }
}

function cancel(request: Frozen, by: Answerer | 'target'): Step {
  if (by !== 'target' && by.id !== request.requester.id && !by.mayApprove) return { next: request, refused: 'Only who asked, an approver or the person can stop this.' }
  return { next: { ...request, state: 'cancelled' }, refused: null }
}

function run(request: Frozen, { at, outcome }: Extract<RequestEvent, { type: 'run' }>): Step {
  if (request.state !== 'approved' || request.runAt === null) return { next: request, refused: 'Nobody has agreed yet.' }
  if (at < request.runAt) return { next: request, refused: 'Its delay is not over.' }
  return { next: { ...request, state: outcome === 'done' ? 'executed' : 'failed' }, refused: null }
}

/** Takes one event. Time is taken first: an answer that comes late meets an expired request. */
export function step(before: Frozen, event: RequestEvent): Step {
  const request = expire(before, event.at)
  if (event.type === 'tick') return { next: request, refused: null }
  if (request.state !== 'pending' && request.state !== 'approved') return { next: request, refused: ENDED[request.state] }
  if (event.type === 'cancel') return cancel(request, event.by)
  if (event.type === 'run') return run(request, event)
  return answer(request, event)
}
