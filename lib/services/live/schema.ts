import { z } from 'zod'
import { filterText } from '@/lib/core/filter-text'
import { OUTCOMES, type Hop, type Outcome } from '@/lib/evidence/vocabulary'

/** What a list of events shows of one. `attempt` names the page of its attempt. */
export type LiveRow = { id: string; at: string; attempt: string; hop: Hop; outcome: Outcome; reason: string; code: string | null; provider: string | null; attempted: string | null; format: string; unread: string | null }
/** A minute of the chart: records of refusals, and of all that decided. */
export type Minute = { at: string; failed: number; decided: number }
/** What is new since a time of ours, newest first; `more` where there was more than is told. `since` asks for what comes next. */
export type Live = { rows: LiveRow[]; more: boolean; since: string; minutes: Minute[] }

/** Seconds between two looks of a page that follows. */
export const FOLLOW_SECONDS = 3

export const liveInput = z.object({
  environment: filterText(60),
  outcome: z.enum([...OUTCOMES, 'any']).catch('failure'),
  reason: filterText(60),
  format: filterText(40),
  since: z.iso.datetime().optional().catch(undefined),
})
