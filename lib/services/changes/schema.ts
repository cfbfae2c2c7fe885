import { z } from 'zod'
import { comparable, filterText } from '@/lib/core/filter-text'
import { CHANGE_KINDS } from '@/lib/evidence/vocabulary'
import type { Counted, Finding } from './compare-rates'

export const REVIEW_STATES = ['reviewed', 'suspect', 'cleared'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** Days that the page of changes can look back. */
export const REVIEW_DAYS = [1, 3, 9, 28] as const

export const listChangesSchema = z.object({
  environment: filterText(60),
  service: filterText(100),
  kind: z.enum(CHANGE_KINDS).optional().catch(undefined),
  /** Only what touches sign-in. */
  auth: z.enum(['yes', 'all']).catch('all'),
  /** `open`: touches sign-in and nobody has said anything yet. */
  review: z.enum(['open', ...REVIEW_STATES]).optional().catch(undefined),
  after: filterText(300),
})

export const reviewChangeSchema = z
  .object({
    changeId: z.uuid(),
    state: z.enum(['open', ...REVIEW_STATES], 'choose what you found'),
    note: z.string().max(1000, 'at most 1,000 characters').transform((note) => comparable(note, 1000)).default(''),
  })
  .refine(({ state, note }) => state === 'reviewed' || state === 'open' || note.length >= 10, { path: ['note'], message: 'say in a sentence how you know (10 characters at least)' })

/** Failures before and after, of one reason, service or trait, and what a test says of them. */
export type EffectItem = {
  title: string
  before: Counted
  after: Counted
  /** Of failures per sign-in; by the hour where the sign-ins are not known. */
  ratio: number | null
  /** 95% of the ratio; only where one change is looked at. */
  interval: { low: number; high: number } | null
  /** Adjusted for all that were looked at beside it. */
  p: number
  finding: Finding
  /** Whether the share of sign-ins was compared, or the failures by the hour. */
  by: 'sign-ins' | 'hours'
}

/** `apart`: those with the trait fail more often than those without it, not only more often than before. */
export type TraitItem = EffectItem & { trait: string; apart: boolean }

/** Failures of one reason over time, and the versions that a service ran meanwhile. */
export type ReasonLane = { reason: string; counts: number[]; total: number }
export type ServiceLane = { environment: string; service: string; steps: { id: string; rank: number | null; at: string; label: string; state: ReviewState | null; rose: boolean }[] }
export type Lanes = { start: string; hoursPerBar: number; reasons: ReasonLane[]; services: ServiceLane[]; others: number }
