import type { CaseFile } from '@/lib/evidence/case'
import { toOwnJson } from '../events/event-row'
import { measurementOf } from './clocks-of-ticket'
import { bearingOn } from './events-of-ticket'
import { keysOf } from '../changes/diff'
import type { Gathered } from './gather-ticket'
import type { LoadedAccount } from './load-ticket'
import { pastedRecords } from './pasted-records'

const iso = (date: Date | null | undefined) => date?.toISOString() ?? null

/** Offsets of the last codes by factor, newest last, as the log gave them. */
function offsetsOf(events: Gathered['events'], factorId: string, only: boolean): number[] {
  return events
    .filter(({ details }) => details.totpOffsetSteps !== undefined && (details.factorId === factorId || (only && details.factorId === undefined)))
    .map(({ details }) => details.totpOffsetSteps ?? 0)
    .slice(0, 12)
    .reverse()
}

function accountOf(account: LoadedAccount, events: Gathered['events']): Record<string, unknown> {
  const factors = account.factors.filter(({ removedAt }) => removedAt === null)
  const totp = factors.filter(({ kind }) => kind === 'totp')
  return {
    ...recordOf(account),
    linked: account.identities.map(({ provider }) => provider.name),
    factors: factors.map((factor) => ({
      id: factor.id,
      kind: factor.kind,
      label: factor.label,
      isDefault: factor.isDefault,
      enrolledAt: iso(factor.enrolledAt),
      lastUsedAt: iso(factor.lastUsedAt),
      offsets: offsetsOf(events, factor.id, factor.kind === 'totp' && totp.length === 1),
    })),
    sessions: account.sessions.map(({ id, label, startedAt, lastSeenAt, endedAt }) => ({ id, label, startedAt: iso(startedAt), lastSeenAt: iso(lastSeenAt), endedAt: iso(endedAt) })),
  }
}

function recordOf(account: Gathered['elsewhere'][number]): Record<string, unknown> {
  return {
    id: account.id,
    environment: account.environment,
    email: account.email,
    username: account.username,
    isActive: account.isActive,
    lockedUntil: iso(account.lockedUntil),
    deletedAt: iso(account.deletedAt),
    suspendedAt: iso(account.suspendedAt),
    expiresAt: iso(account.expiresAt),
    emailVerifiedAt: iso(account.emailVerifiedAt),
    onboardingCompletedAt: iso(account.onboardingCompletedAt),
    passwordChangedAt: iso(account.passwordChangedAt),
    passwordHashAlgorithm: account.passwordHashAlgorithm,
    passwordResetRequired: account.passwordResetRequired,
    lastLoginAt: iso(account.lastLoginAt),
    failedAttempts: account.failedAttempts,
    mfaRequired: account.mfaRequired,
    privileged: account.privileged,
    groups: account.groups,
    createdAt: iso(account.createdAt),
  }
}

/** The ticket's evidence as a case file: what the page judges is what an export holds. */
export function caseOfTicket({ ticket, events, course, elsewhere, blocks, providers, window, changes, config, alike, clocks }: Omit<Gathered, 'caseFile'>): CaseFile {
  const { experience } = ticket
  const suspects = new Set(ticket.marks.filter(({ state }) => state === 'suspect').map(({ changeId }) => changeId))
  const cleared = new Set(ticket.marks.filter(({ state }) => state === 'cleared').map(({ changeId }) => changeId))
  return {
    version: 1,
    reportedAt: iso(ticket.createdAt),
    environment: ticket.environment,
    experience: {
      message: experience?.message,
      statusCode: experience?.statusCode,
      url: experience?.url,
      symptom: [ticket.subject, experience?.symptom].filter(Boolean).join('. '),
      // A count of the log outweighs what the person thinks.
      scope: alike ? undefined : scopeOf(experience?.scope),
      lastWorked: experience?.lastWorked,
      lastWorkedAt: iso(experience?.lastWorkedAt),
      variation: experience?.variation,
      answers: answersOf(experience?.answers),
    },
    account: ticket.account ? accountOf(ticket.account, events) : null,
    accountSought: ticket.account !== null || ticket.identifier !== null,
    elsewhere: elsewhere.map(recordOf),
    providers: providers.map(({ name, protocol, issuer, entityId, audience, certificates, expectedClaims, groupMapping }) => ({ name, protocol, issuer: issuer ?? entityId, audience, certificates, expectedClaims, groupMapping })),
    blocks: blocks.map(({ id, kind, address, accountId, createdAt, expiresAt, rule, reason }) => ({ id, kind, value: address ?? accountId, since: iso(createdAt), until: iso(expiresAt), reason: `${rule}: ${reason}` })),
    changes: changes
      .filter(({ id }) => !cleared.has(id))
      .map(({ id, at, kind, service, environment, from, to, summary, diff }) => ({
        id,
        at: iso(at),
        kind,
        service,
        environment,
        from,
        to,
        // Which settings it changed, by name: what a summary such as "Tidy the settings" leaves out.
        summary: [summary, ...keysOf(diff)].join(' '),
        beforeFirstFailure: window.firstFailed ? at <= new Date(window.firstFailed.getTime() + 60_000) : undefined,
        suspect: suspects.has(id),
      })),
    logs: [...bearingOn(events, course).reverse().map((event) => ({ raw: toOwnJson(event) })), ...clocks.map((clock) => ({ raw: measurementOf(clock) })), ...pastedRecords(ticket.intake, events)],
    config: config.map(({ service, environment, key, value, fingerprint }) => ({ service, environment, key, value, fingerprint })),
    pattern: alike
      ? { people: alike.people, since: alike.since, usual: alike.usual, failures: alike.failures, successes: alike.successes, sources: alike.sources, unknownNames: alike.unknownNames, traits: alike.traits }
      : null,
  }
}

const SCOPE_NAMES = ['one_user', 'several_users', 'everyone', 'unknown'] as const
const scopeOf = (scope: string | undefined) => SCOPE_NAMES.find((name) => name === scope)

/** Answers from the database's JSON: only texts by question id count. */
export function answersOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
