import type { RecoveryAction, Role } from '@/lib/evidence/vocabulary'

/**
 * The one policy of recoveries: what each action asks for, and what raises it. The dialog, the verb, the documents and the
 * tests read this file; nothing else decides. Pure: facts in, decision out.
 */

export type Tier = 0 | 1 | 2 | 3 | 4

/** How sure we must be of the caller. `proofing` is two kinds as well, one of them an identity document. */
export const CALLER_NEEDS = ['none', 'one', 'two', 'proofing'] as const
export type CallerNeed = (typeof CALLER_NEEDS)[number]

export type Requirement = {
  verification: CallerNeed
  /** Another person must agree. */
  secondPerson: boolean
  /** The one who acts proves once more who they are, for this act alone. */
  stepUp: boolean
  /** Hours between the agreement and the effect, in which the person can stop it. */
  delayHours: number
  /** Addresses that are told afterwards. */
  notify: 'none' | 'all'
  /** Hours for which the account is watched afterwards. */
  watchHours: number
  /** Minutes for the second person to answer, and after that for the effect to happen. */
  approveMinutes: number
  executeMinutes: number
}

const NOTHING: Requirement = { verification: 'none', secondPerson: false, stepUp: false, delayHours: 0, notify: 'none', watchHours: 0, approveMinutes: 0, executeMinutes: 0 }

/** What each tier asks for. Sources: NIST SP 800-63B-4, 4.2.2.2 (two methods, or proofing); the delay and the hours are ours. */
export const TIERS: Readonly<Record<Tier, Requirement>> = {
  0: NOTHING,
  1: { ...NOTHING, notify: 'all' },
  2: { ...NOTHING, notify: 'all', stepUp: true },
  3: { ...NOTHING, notify: 'all', stepUp: true, verification: 'two', secondPerson: true, watchHours: 72, approveMinutes: 30, executeMinutes: 30 },
  4: { ...NOTHING, notify: 'all', stepUp: true, verification: 'proofing', secondPerson: true, watchHours: 72, approveMinutes: 120, executeMinutes: 240, delayHours: 24 },
}

/** What an action lets the person, or whoever poses as them, get hold of. Password, factor and contact together are an account. */
export type Reach = 'password' | 'factor' | 'contact'

type ActionRule = {
  tier: Tier
  reach: Reach | null
  /** What it sends goes to a contact address: who changed that a moment ago would receive it. */
  sends: boolean
  /** It only takes access away: an attack must not slow it down, so it is never raised above this tier. */
  most: Tier
}

/** Every action: its tier on an ordinary day, and what the raises go by. */
export const ACTIONS: Readonly<Record<RecoveryAction, ActionRule>> = {
  resend_verification: { tier: 1, reach: null, sends: true, most: 4 },
  send_reset_link: { tier: 1, reach: 'password', sends: true, most: 4 },
  revoke_sessions: { tier: 1, reach: null, sends: false, most: 2 },
  unlock_account: { tier: 2, reach: null, sends: false, most: 4 },
  clear_block: { tier: 2, reach: null, sends: false, most: 4 },
  issue_bypass: { tier: 3, reach: 'factor', sends: true, most: 4 },
  re_enable_account: { tier: 3, reach: null, sends: false, most: 4 },
  remove_factor: { tier: 3, reach: 'factor', sends: false, most: 4 },
  reset_mfa: { tier: 3, reach: 'factor', sends: false, most: 4 },
}

/** Hours within which a changed contact address counts as new, and within which reaches add up. */
export const WINDOW_HOURS = 72
/** Failed checks of the caller within a day from which on somebody is taken to be trying doors. */
export const PROBING_FROM = 3

export const RAISES = ['privileged', 'equal', 'last_factor', 'attack', 'probing', 'contact_changed', 'elevated_threat'] as const
export type Raise = (typeof RAISES)[number]

/** New tier by old one, 0 to 4, and why, in words that end "…: elevated threat". */
export const RAISE_RULES: Readonly<Record<Raise, { to: readonly [Tier, Tier, Tier, Tier, Tier]; words: string; why: string }>> = {
  privileged: { to: [0, 3, 3, 4, 4], words: 'privileged account', why: 'What this account may do makes it worth an attack.' },
  equal: { to: [0, 2, 3, 4, 4], words: 'account of a colleague', why: 'The account belongs to somebody of your own rank here.' },
  last_factor: { to: [0, 4, 4, 4, 4], words: 'last factor', why: 'Nothing but the password would guard the account.' },
  attack: { to: [0, 1, 3, 4, 4], words: 'attack is likely', why: 'The verdict on this ticket speaks of an attack.' },
  probing: { to: [0, 1, 3, 4, 4], words: 'checks have failed', why: `${PROBING_FROM} or more checks of a caller failed on this account within 24 hours.` },
  contact_changed: { to: [0, 3, 3, 4, 4], words: 'contact changed lately', why: `An address or number on file is newer than ${WINDOW_HOURS} hours.` },
  elevated_threat: { to: [0, 2, 3, 4, 4], words: 'elevated threat', why: 'The console is set to elevated threat: every tier counts one higher.' },
}

/** Everything that the decision goes by. Read under the lock by the verb, and before it by the page. */
export type PolicyFacts = {
  privileged: boolean
  /** The rank at the console of whoever owns the account, if they have one, and whether it is the agent. */
  owner: { role: Role; self: boolean } | null
  actorRole: Role
  lastFactor: boolean
  attackLikely: boolean
  /** Failed checks of a caller on this account within 24 hours, by all agents. */
  failedChecks: number
  contactChanged: boolean
  /** What was changed within the window, by the console or elsewhere. */
  reached: readonly Reach[]
  /** The person said "this wasn't me", and nobody has spoken with them yet. */
  frozen: boolean
  elevatedThreat: boolean
  stopped: boolean
}

export type Decision = {
  /** Why nobody may do this now, whoever agrees; null when it may be asked for. */
  refused: string | null
  base: Tier
  tier: Tier
  raises: readonly Raise[]
  requirement: Requirement
}

const RANK: Readonly<Record<Role, number>> = { viewer: 0, agent: 1, approver: 2, admin: 3 }

/** Whether an account's owner stands above somebody of this role. */
export const outranks = (owner: Role, role: Role) => RANK[owner] > RANK[role]

function raisesOf(action: RecoveryAction, facts: PolicyFacts): Raise[] {
  const { sends, tier } = ACTIONS[action]
  const holds: Readonly<Record<Raise, boolean>> = {
    privileged: facts.privileged,
    equal: facts.owner !== null && facts.owner.role === facts.actorRole,
    last_factor: facts.lastFactor,
    attack: facts.attackLikely,
    probing: facts.failedChecks >= PROBING_FROM,
    contact_changed: facts.contactChanged && (sends || tier >= 3),
    elevated_threat: facts.elevatedThreat,
  }
  return RAISES.filter((raise) => holds[raise])
}

const STOPPED = 'Recoveries are stopped for everybody. Whoever stopped them says why under Settings, Threat level.'
const UNDER_ATTACK = 'This looks like an attack: to many at once only access is taken away. Look at each of them.'

function refusalOf(action: RecoveryAction, facts: PolicyFacts): string | null {
  if (facts.frozen) return 'Frozen: the person says that a recovery was not them. Speak with them first; an approver can lift it.'
  if (facts.stopped) return STOPPED
  if (facts.owner?.self) return 'This is your own account. Ask a colleague.'
  if (facts.owner && outranks(facts.owner.role, facts.actorRole)) return `The account belongs to an ${facts.owner.role} of this console. Somebody of that rank must act.`
  const { reach } = ACTIONS[action]
  const together = new Set([...facts.reached, ...(reach ? [reach] : [])])
  if (reach && together.size === 3) return `Password, factor and contact would all be new within ${WINDOW_HOURS} hours: that is a takeover, whoever asks. Nobody can do this until the window is over.`
  return null
}

/** What an action asks for on these facts. */
export function decide(action: RecoveryAction, facts: PolicyFacts): Decision {
  const { tier: base, most } = ACTIONS[action]
  const raised = raisesOf(action, facts)
  let tier = base
  const raises: Raise[] = []
  for (const raise of raised) {
    const next = Math.min(RAISE_RULES[raise].to[tier], Math.max(most, base)) as Tier
    if (next > tier) raises.push(raise)
    tier = next
  }
  return { refused: refusalOf(action, facts), base, tier, raises, requirement: TIERS[tier] }
}

/** "Tier 2, today 3: elevated threat", or "Tier 2". */
export const tierWords = ({ base, tier, raises }: Pick<Decision, 'base' | 'tier' | 'raises'>) =>
  base === tier ? `Tier ${tier}` : `Tier ${base}, today ${tier}: ${raises.map((raise) => RAISE_RULES[raise].words).join(', ')}`

/** From how many people on a bulk counts as tier 3, whatever it does: more than a team, so an incident. */
export const CROWD_FROM = 25
/** Nobody calls in a bulk, so nobody can show a document: it is raised up to what a second person and a watch can bear. */
const BULK_MOST: Tier = 3
/** Minutes for the second person to answer, and after that for all of it to happen. */
export const BULK_MINUTES = 30

/**
 * What one action on many people asks for: that of the single one today, a tier higher for being many, tier 3 from a crowd on.
 * A bulk always takes a proof and a second person, who stand in for the callers whom nobody has checked; what only takes access
 * away keeps its own ceiling. `refused` speaks of the day and the cause; what speaks against somebody stands in `whyAlone`.
 */
export function decideBulk(action: RecoveryAction, people: number, { elevatedThreat, stopped, attack }: Pick<PolicyFacts, 'elevatedThreat' | 'stopped'> & { attack: boolean }): Omit<Decision, 'raises'> {
  const { tier: base, most } = ACTIONS[action]
  const today = elevatedThreat ? RAISE_RULES.elevated_threat.to[base] : base
  const raised = people >= CROWD_FROM ? 3 : people > 1 ? today + 1 : today
  const tier = Math.min(Math.max(today, raised), BULK_MOST, Math.max(most, base)) as Tier
  const requirement: Requirement = { ...TIERS[tier], verification: 'none', stepUp: true, secondPerson: true, delayHours: 0, notify: 'all', approveMinutes: BULK_MINUTES, executeMinutes: BULK_MINUTES }
  return { refused: stopped ? STOPPED : attack && most > 2 ? UNDER_ATTACK : null, base, tier, requirement }
}

export const ALONE = ['frozen', 'own', 'colleague', 'takeover', 'privileged', 'last_factor', 'probing', 'contact_changed'] as const
export type Alone = (typeof ALONE)[number]

/** Why somebody is left out of a bulk: what would refuse or raise a recovery of theirs wants a person who looks at them alone. Null: nothing does. */
export function whyAlone(action: RecoveryAction, facts: PolicyFacts): { kind: Alone; words: string } | null {
  const { reach, sends, tier } = ACTIONS[action]
  const holds: Readonly<Record<Alone, boolean>> = {
    frozen: facts.frozen,
    own: facts.owner?.self ?? false,
    colleague: facts.owner !== null,
    takeover: reach !== null && new Set([...facts.reached, reach]).size === 3,
    privileged: facts.privileged,
    last_factor: facts.lastFactor,
    probing: facts.failedChecks >= PROBING_FROM,
    contact_changed: facts.contactChanged && (sends || tier >= 3),
  }
  const kind = ALONE.find((each) => holds[each])
  return kind ? { kind, words: ALONE_WORDS[kind] } : null
}

const ALONE_WORDS: Readonly<Record<Alone, string>> = {
  frozen: 'Frozen: they said that a recovery was not them',
  own: 'Your own account',
  colleague: 'Account of somebody at this console',
  takeover: `Password, factor and contact would all be new within ${WINDOW_HOURS} hours`,
  privileged: 'Privileged account',
  last_factor: 'Nothing but the password would guard it',
  probing: `${PROBING_FROM} or more checks of a caller failed within a day`,
  contact_changed: `An address or number is newer than ${WINDOW_HOURS} hours`,
}

/** How many checks a need asks for. */
export const CHECKS_NEEDED: Readonly<Record<CallerNeed, number>> = { none: 0, one: 1, two: 2, proofing: 2 }

/** The kinds of checks that differ: two of one kind count once (NIST SP 800-63B-4, 4.2.2.2). */
export const VERIFICATION_KINDS = ['address', 'telephone', 'factor', 'colleague', 'document'] as const
export type VerificationKind = (typeof VERIFICATION_KINDS)[number]

/** Whether checks of these kinds, all passed, meet a need. */
export function meets(need: CallerNeed, passed: readonly VerificationKind[]): boolean {
  const kinds = new Set(passed)
  if (need === 'proofing' && !kinds.has('document')) return false
  return kinds.size >= CHECKS_NEEDED[need]
}

/** What is still missing, in words for the footer; null when the need is met. */
export function missingChecks(need: CallerNeed, passed: readonly VerificationKind[]): string | null {
  if (meets(need, passed)) return null
  const kinds = new Set(passed)
  if (need === 'proofing' && !kinds.has('document') && kinds.size > 0) return 'The check of an identity document is missing.'
  const left = CHECKS_NEEDED[need] - kinds.size
  if (passed.length > kinds.size) return 'Another kind of check is missing: two of one kind count once.'
  return left === 1 ? 'One check of the caller is missing.' : 'Two checks of the caller are missing, of different kinds.'
}
