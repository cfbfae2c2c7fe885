import { z } from 'zod'
import { changeRecordSchema } from '@/lib/evidence/change-record'
import type { ReportedChange } from './define'

const DAY = 86_400_000
/** Older than any of the sources that are read here (GitHub: 2008), a time is none; so is one of the day after tomorrow. */
const EARLIEST = Date.UTC(2005, 0, 1)

/** A text of a payload, cut at `max`: what a source writes at length is no reason to lose the change. */
export const text = (max: number) => z.string().transform((value) => value.slice(0, max))

/** The change within the bounds that hold for any; an author who is told by an e-mail address, by what stands before the @. Throws ZodError. */
export const report = ({ author, url, ...change }: z.input<typeof changeRecordSchema>, commit: string | null = null): ReportedChange => ({
  ...changeRecordSchema.parse({ ...change, author: author?.replace(/@.*$/s, ''), url: webAddress(url) }),
  commit,
})

/** A source's time (text or milliseconds) as ISO 8601 in UTC; now, where it has none that can be. */
export function timeOf(value: string | number | null | undefined, now: Date): string {
  const at = typeof value === 'number' ? value : Date.parse(value ?? '')
  return new Date(at >= EARLIEST && at <= now.getTime() + DAY ? at : now).toISOString()
}

/** Only web addresses become links. */
const webAddress = (url: string | null | undefined) => (url && url.length <= 2000 && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null)

export const short = (commit: string) => commit.slice(0, 12)

/** A branch is no version: there the commit says what runs. */
export const versionOf = (ref: string, commit: string) => (/^v?\d+\.\d/.test(ref) ? ref : short(commit))

export const firstLine = (message: string) => message.split('\n', 1)[0] ?? ''

/** The environment that a name speaks of (deploy-to-staging, auth-prod), or null. */
export const environmentIn = (name: string) => /(?:^|[^a-z])(production|prod|prd|live|staging|stage|stg|testing|test|qa|uat|development|dev|preview)(?:[^a-z]|$)/i.exec(name.slice(0, 300))?.[1]?.toLowerCase() ?? null

/** Whether a name or sentence speaks of bringing something live, and of taking it back. */
export const speaksOfDeploy = (name: string) => /deploy|release|publish|promot|rollout|roll ?-?back/i.test(name)
export const speaksOfRollback = (name: string) => /roll ?-?back|revert/i.test(name)
