/** The gates of a sign-in in the order in which it meets them. */
export const GATES = ['address', 'account', 'lock', 'password', 'factor', 'session'] as const
export type GateName = (typeof GATES)[number]

export type GateState = 'passes' | 'near' | 'blocks' | 'not_reached' | 'unknown'

export type Gate = {
  gate: GateName
  state: GateState
  why: string
  detail: string | null
  /** When it ends by itself; null = it does not, or nothing to end. */
  until: Date | null
  /** What clears it, with the tier of the recovery that does, where one does. */
  clears: { text: string; tier: number | null } | null
}

/** `frozen`: since when every recovery is refused. It holds back support, not the person, so it is no gate. */
export type AccessState = { gates: Gate[]; blocks: number; title: string; summary: string; frozen: Date | null }

export type AccessInput = {
  now: Date
  account: {
    isActive: boolean
    lockedUntil: Date | null
    lockReason: string | null
    deletedAt: Date | null
    suspendedAt: Date | null
    suspendedReason: string | null
    expiresAt: Date | null
    emailVerifiedAt: Date | null
    onboardingCompletedAt: Date | null
    passwordChangedAt: Date | null
    passwordHashAlgorithm: string | null
    passwordResetRequired: boolean
    failedAttempts: number
    mfaRequired: boolean
  }
  factors: readonly { kind: string; label: string; isDefault: boolean }[]
  openSessions: number
  linked: readonly string[]
  blocks: readonly { address: string | null; rule: string; reason: string; count: number | null; limit: number | null; expiresAt: Date | null }[]
  /** Algorithms that the running sign-in service verifies; null = not known. */
  verifiers: readonly string[] | null
  /** When the person said "this wasn't me"; null or left out = they did not. */
  frozenAt?: Date | null
}

const pass = (gate: GateName, why: string, detail: string | null = null): Gate => ({ gate, state: 'passes', why, detail, until: null, clears: null })

function addressGate({ blocks }: AccessInput): Gate {
  const [block] = blocks
  if (!block) return pass('address', 'No block on the addresses of the last attempts')
  const counter = block.count !== null && block.limit !== null ? `${block.count} tries, ${block.limit} allowed` : null
  return {
    gate: 'address',
    state: 'blocks',
    why: `${block.address ?? 'This account'}: ${block.reason}`,
    detail: [`Rule ${block.rule}`, counter].filter(Boolean).join(', '),
    until: block.expiresAt,
    clears: { text: block.expiresAt ? 'Ends by itself, or clear the block' : 'Clear the block', tier: 2 },
  }
}

/** The hard holds of a record, the gravest first: what a support engineer's unlock never touches. */
function accountGate({ account, now }: AccessInput): Gate {
  const hold = (why: string, detail: string | null, clears: Gate['clears']): Gate => ({ gate: 'account', state: 'blocks', why, detail, until: null, clears })
  if (account.deletedAt) return hold('Deleted', 'Only its owner can have it restored.', null)
  if (account.suspendedAt) return hold('Suspended', account.suspendedReason, { text: 'Its owner re-enables it', tier: 3 })
  if (!account.isActive) return hold('Switched off', null, { text: 'Its owner re-enables it', tier: 3 })
  if (account.expiresAt && account.expiresAt <= now) return hold('Validity has ended', 'The owner of the account decides whether it goes on.', { text: 'Re-enable with the owner’s yes', tier: 3 })
  if (!account.emailVerifiedAt) return hold('E-mail never verified', null, { text: 'The person confirms it; resend the mail', tier: 1 })
  if (!account.onboardingCompletedAt) return hold('A step of the set-up is open', null, { text: 'The person completes it in a browser', tier: null })
  return pass('account', 'Active, verified, onboarded; not suspended, expired or deleted')
}

function lockGate({ account, now }: AccessInput): Gate {
  if (account.lockedUntil && account.lockedUntil > now) {
    const tries = `${account.failedAttempts} failed tries`
    return { gate: 'lock', state: 'blocks', why: account.lockReason ?? tries, detail: account.lockReason ? tries : null, until: account.lockedUntil, clears: { text: 'Ends by itself, or unlock', tier: 2 } }
  }
  if (account.failedAttempts >= 2) return { ...pass('lock', `${account.failedAttempts} failed tries since the last good one`), state: 'near' }
  return pass('lock', 'Not locked')
}

function passwordGate({ account, verifiers, linked }: AccessInput): Gate {
  const algorithm = account.passwordHashAlgorithm
  if (!algorithm) return { ...pass('password', linked.length ? `No password; signs in through ${linked.join(', ')}` : 'No password on record'), state: linked.length ? 'passes' : 'unknown' }
  if (verifiers && !verifiers.some((name) => name.toLowerCase() === algorithm.toLowerCase())) {
    return {
      gate: 'password',
      state: 'blocks',
      why: `Stored as ${algorithm}`,
      detail: `The running version verifies ${verifiers.join(' and ')} only.`,
      until: null,
      clears: { text: 'Redeploy a version that reads it', tier: null },
    }
  }
  if (account.passwordResetRequired) return { gate: 'password', state: 'blocks', why: 'A forced reset is open', detail: null, until: null, clears: { text: 'The person completes it; send the link again', tier: 1 } }
  return pass('password', `Stored as ${algorithm}, which the running version reads`, verifiers ? null : 'What the running version verifies is not known.')
}

function factorGate({ account, factors }: AccessInput): Gate {
  const main = factors.find(({ isDefault }) => isDefault) ?? factors[0]
  if (!account.mfaRequired) return pass('factor', main ? `Not required; ${main.label} is enrolled` : 'Not required')
  if (!main) return { gate: 'factor', state: 'blocks', why: 'Required, and none is enrolled', detail: null, until: null, clears: { text: 'The person enrols one', tier: null } }
  return pass('factor', `Required; asks for ${main.label}`)
}

const NOTHING_REACHED = 'Not reached: an earlier gate stops the sign-in.'

function heading(gates: readonly Gate[]): Pick<AccessState, 'title' | 'summary'> {
  const blocking = gates.filter(({ state }) => state === 'blocks')
  const [first, ...rest] = blocking
  if (!first) return { title: 'Nothing in the record stops a sign-in', summary: 'The cause lies elsewhere: in what was typed, in a change, or on the way.' }
  const times = blocking.length === 1 ? 'blocked' : blocking.length === 2 ? 'blocked twice' : `blocked ${blocking.length} times`
  const locked = blocking.some(({ gate }) => gate === 'lock')
  const others = blocking.filter(({ gate }) => gate !== 'lock')
  if (locked && others.length) return { title: `Cannot sign in: ${times}`, summary: `Unlocking alone will not help. ${others.map(({ why }) => why).join('; ')}.` }
  return { title: `Cannot sign in: ${times}`, summary: rest.length ? `${blocking.map(({ why }) => why).join('; ')}.` : `${first.clears?.text ?? 'Nothing here clears it'}.` }
}

/**
 * The effective access state: every lock and hold in the order a sign-in meets them, each with its reason, its end and
 * what clears it. After the first block the softer gates that follow are shown as they would answer only where that
 * matters: a second block is named, a pass is "not reached". Pure.
 */
export function accessState(input: AccessInput): AccessState {
  const gates = [addressGate, accountGate, lockGate, passwordGate, factorGate].map((look) => look(input))
  gates.push(pass('session', `${input.openSessions} open ${input.openSessions === 1 ? 'session' : 'sessions'}`))
  const first = gates.findIndex(({ state }) => state === 'blocks')
  const shown = gates.map((gate, index) => (first >= 0 && index > first && gate.state !== 'blocks' ? { ...gate, state: 'not_reached' as const, detail: gate.detail ?? NOTHING_REACHED } : gate))
  return { gates: shown, blocks: gates.filter(({ state }) => state === 'blocks').length, frozen: input.frozenAt ?? null, ...heading(gates) }
}
