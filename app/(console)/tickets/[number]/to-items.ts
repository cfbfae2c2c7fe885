import type { GateItem } from '@/components/account/access-card'
import type { ElsewhereItem, FactorItem, SessionItem } from '@/components/account/record-cards'
import type { AccessState } from '@/lib/services/accounts/access-state'

// Rows of the database as what the cards draw: dates as text, nothing that a card does not show.

export const gateItems = ({ gates }: AccessState): GateItem[] => gates.map((gate) => ({ ...gate, until: gate.until?.toISOString() ?? null }))

type Factor = { id: string; kind: string; label: string; isDefault: boolean; enrolledAt: Date; lastUsedAt: Date | null; codesLeft: number | null }
type Offsets = readonly { details: { totpOffsetSteps?: number | undefined; factorId?: string | undefined } }[]

/** Factors with the offsets of their last codes, newest last, as the log gave them. */
export function factorItems(factors: readonly Factor[], events: Offsets): FactorItem[] {
  const apps = factors.filter(({ kind }) => kind === 'totp')
  return factors.map(({ id, kind, label, isDefault, enrolledAt, lastUsedAt, codesLeft }) => ({
    id,
    kind,
    label,
    isDefault,
    codesLeft,
    enrolledAt: enrolledAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    offsets: events
      .flatMap(({ details }) => (details.totpOffsetSteps !== undefined && (details.factorId === id || (details.factorId === undefined && kind === 'totp' && apps.length === 1)) ? [details.totpOffsetSteps] : []))
      .slice(0, 8)
      .reverse(),
  }))
}

type Session = { id: string; label: string; kind: string; startedAt: Date; lastSeenAt: Date; endedAt: Date | null }

export const sessionItems = (sessions: readonly Session[], passwordChangedAt: Date | null): SessionItem[] =>
  sessions.map(({ id, label, kind, startedAt, lastSeenAt, endedAt }) => ({
    id,
    label,
    kind,
    startedAt: startedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    old: passwordChangedAt !== null && startedAt < passwordChangedAt,
  }))

type Record = { id: string; environment: string; isActive: boolean; deletedAt: Date | null; suspendedAt: Date | null; emailVerifiedAt: Date | null; passwordHashAlgorithm: string | null }

export const elsewhereItems = (records: readonly Record[]): ElsewhereItem[] =>
  records.map((record) => ({
    id: record.id,
    environment: record.environment,
    hash: record.passwordHashAlgorithm,
    verified: record.emailVerifiedAt !== null,
    canSignIn: record.isActive && !record.deletedAt && !record.suspendedAt && record.emailVerifiedAt !== null,
  }))
