import { z } from 'zod'
import { filterText } from '@/lib/core/filter-text'

const HOUR = 3_600_000

/** Windows of the page: how long, how long a bar is, and of what counts it is made. Each bar divides a week, so that earlier weeks have the same bars. */
export const WINDOWS = {
  '24h': { title: '24 hours', ms: 24 * HOUR, barMs: HOUR, bar: 'hour', stepMs: 300_000 },
  '7d': { title: '7 days', ms: 7 * 24 * HOUR, barMs: 2 * HOUR, bar: '2 hours', stepMs: HOUR },
  '30d': { title: '30 days', ms: 30 * 24 * HOUR, barMs: 12 * HOUR, bar: '12 hours', stepMs: HOUR },
} as const
export type Window = keyof typeof WINDOWS

export const metricsInput = z.object({
  environment: filterText(60),
  window: z.enum(['24h', '7d', '30d']).catch('24h'),
})

/** What is usual: the median of earlier weeks, how far they lie from it, and of how many weeks it is. */
export type Baseline = { median: number; spread: number; weeks: number }
/** A figure beside its baseline; null where no earlier week is known. */
export type Against = { now: number; usual: Baseline | null; reading: 'above' | 'below' | 'usual' | 'unknown' }
export type Bar = { at: string } & Against
export type Part = { name: string } & Against
export type Family = { id: string; title: string; what: string; total: Against; bars: Bar[]; byReason: Part[]; byProvider: Part[] }
/** Seconds from sending a code or link to its delivery; the middle and the slow one of twenty are read from buckets. */
export type Delivery = { total: Against; count: number; middle: number | null; slow: number | null; bars: Bar[]; byProvider: Part[] }
export type Metrics = { environment: string; window: Window; until: string; families: Family[]; delivery: Delivery }
