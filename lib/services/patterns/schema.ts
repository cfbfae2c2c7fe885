import { z } from 'zod'
import { comparable, filterText } from '@/lib/core/filter-text'
import type { EffectItem } from '../changes/schema'

/** What is said of a pattern, in the order in which it usually goes. */
export const PATTERN_STATES = ['found', 'cause_known', 'fixing', 'fixed'] as const
export type PatternState = (typeof PATTERN_STATES)[number]

export const UPDATE_KINDS = ['said', 'settled', 'risen'] as const
export type UpdateKind = (typeof UPDATE_KINDS)[number]

export const listPatternsSchema = z.object({
  view: z.enum(['now', 'over']).catch('now'),
  after: filterText(300),
})

export const peopleSchema = z.object({ after: z.uuid().optional().catch(undefined) })

export const followSchema = z.object({ patternId: z.uuid('That is not a pattern.'), follow: z.enum(['yes', 'no'], 'Follow or not?') })
export const seenSchema = z.object({ patternId: z.uuid().optional() })

export const postUpdateSchema = z.object({
  patternId: z.uuid(),
  state: z.enum(PATTERN_STATES, 'choose how far it is'),
  text: z.string().transform((text) => comparable(text, 1000)).pipe(z.string().min(5, 'say in a sentence what is new (5 characters at least)')),
  /** What to tell those who call; empty takes it away, absent leaves it as it is. */
  note: z.string().transform((text) => comparable(text, 1000)).optional(),
})

/** A pattern as lists and heads show it. */
export type PatternItem = { id: string; environment: string; words: string; state: PatternState; people: number; usual: number; firstSeenAt: string; seenAt: string; tickets: number; lastUpdate: string | null; follows: boolean; followers: number }

/** Something new about a pattern that somebody follows. `kind`: said by a person, or settled and risen by the console. */
export type NewsItem = { id: string; patternId: string; words: string; kind: UpdateKind; state: PatternState; text: string; by: string; at: string }

/** How many fail with a pattern, what became of them, and how many were new in each slice of the time since. */
export type HitCounts = { people: number; in: number; locked: number; refused: number; failures: number; lastFailedAt: string | null; growth: number[] }

/** A trait's value among those who are not hit (`before`) and those who are (`after`), and what a test says of it. */
export type TestedTrait = EffectItem & { trait: string }

/** Somebody who fails with a pattern: in again since, held by a lock, or refused. */
export type HitPerson = { accountId: string; name: string | null; email: string | null; tries: number; lastFailedAt: string; now: 'in' | 'locked' | 'refused' }
