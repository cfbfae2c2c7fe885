import type { Cause, Weighted } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { BUCKETS_WITH_NONE, type BucketOrNone } from '@/lib/evidence/vocabulary'
import type { Finding, Sign } from '@/lib/signs/define'
import { indexed, type Catalogue } from './catalogue'

/**
 * Weight of evidence for every cause, in decibans: prior plus the weights of the signs found (I. J. Good, Probability
 * and the Weighing of Evidence, 1950). Unknown adds nothing.
 */
export type Weighed = { cause: Cause; sum: number; probability: number }

/** "None of these" in decibans: what the causes must outweigh before one is believed. */
export const NONE_SUM = 0

/**
 * Signs are not independent, so their sum overstates. Sums are divided by this before the softmax; fitted to the
 * examples so that stated confidences match how often they are right.
 */
export const TEMPERATURE = 1.25

export type Findings = ReadonlyMap<Sign, Finding>

/** Looks for every sign once. */
export function findSigns(catalogue: Catalogue, evidence: Evidence): Findings {
  return new Map(indexed(catalogue).signs.map((sign) => [sign, sign.look(evidence)]))
}

/** What a finding weighs for a cause. */
export function weightOf(weighted: Weighted, finding: Finding | undefined): number {
  if (finding?.state === 'present') return weighted.for
  return finding?.state === 'absent' ? weighted.against : 0
}

const likelihood = (sum: number) => 10 ** (sum / 10 / TEMPERATURE)

export type Weighing = { causes: readonly Weighed[]; none: number; findings: Findings }

/** Every cause with its sum and its probability, most probable first; `none` is the share of "none of these". */
export function weigh(catalogue: Catalogue, findings: Findings): Weighing {
  const sums = catalogue.causes.map((cause) => {
    let sum = cause.prior
    for (const weighted of cause.signs) sum += weightOf(weighted, findings.get(weighted.sign))
    return sum
  })
  // Subtracting the greatest keeps the powers finite for any sum.
  const greatest = Math.max(NONE_SUM, ...sums)
  const none = likelihood(NONE_SUM - greatest)
  const total = sums.reduce((all, sum) => all + likelihood(sum - greatest), none)
  const causes = catalogue.causes.map((cause, index) => {
    const sum = sums[index] ?? 0
    return { cause, sum, probability: likelihood(sum - greatest) / total }
  })
  causes.sort((a, b) => b.probability - a.probability || a.cause.slug.localeCompare(b.cause.slug))
  return { causes, none: none / total, findings }
}

/** The share of each bucket: the sum of its causes'. What has no bucket of its own stands with "none of these". */
export function bucketShares({ causes, none }: Weighing): Record<BucketOrNone, number> {
  const shares = Object.fromEntries(BUCKETS_WITH_NONE.map((bucket) => [bucket, 0])) as Record<BucketOrNone, number> // every bucket is set
  shares.undetermined = none
  for (const { cause, probability } of causes) shares[cause.bucket] += probability
  return shares
}
