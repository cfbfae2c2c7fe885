import type { Cause } from '@/lib/causes/define'
import { BUCKETS_WITH_NONE, type BucketOrNone } from '@/lib/evidence/vocabulary'
import { CATALOGUE } from '../diagnosis/catalogue'

export type CauseGroup = { bucket: BucketOrNone; causes: Cause[] }

const holds = (cause: Cause, words: string) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${cause.title} ${cause.slug} ${cause.what} ${cause.why}`.toLowerCase().includes(word))

/** The causes by bucket, those that hold every word of `search`, by title. */
export function listCauses(search = ''): CauseGroup[] {
  const found = CATALOGUE.causes.filter((cause) => holds(cause, search.trim()))
  return BUCKETS_WITH_NONE.map((bucket) => ({
    bucket,
    causes: found.filter((cause) => cause.bucket === bucket).sort((a, b) => a.title.localeCompare(b.title, 'en-GB')),
  })).filter((group) => group.causes.length > 0)
}

/** One cause by its slug, or null. */
export function getCause(slug: string): Cause | null {
  return CATALOGUE.causes.find((cause) => cause.slug === slug) ?? null
}
