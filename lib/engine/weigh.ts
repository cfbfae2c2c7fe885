import type { Weighted } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { BUCKETS_WITH_NONE, type BucketOrNone } from '@/lib/evidence/vocabulary'
import type { Finding } from '@/lib/signs/define'
import { lookFor } from '@/lib/signs/look-for'
import { indexed, type Catalogue, type Uses } from './catalogue'
import { toldIn, weighWords, type Told } from './wording'

/**
 * Weight of evidence for every cause, in decibans: prior plus the weights of the signs found (I. J. Good, Probability
 * and the Weighing of Evidence, 1950). Unknown adds nothing. Causes and signs are known by their place in the catalogue
 * and what is said of each stands in a row: one verdict adds up hundreds of weights.
 */

/**
 * "None of these" in decibans: what the causes must outweigh before one is believed. An incident outside the catalogue
 * is taken to be about as frequent as one of the daily causes.
 */
export const NONE_SUM = -9

/** What was found, by the place of the sign. */
export type Findings = readonly (Finding | undefined)[]

/** What was found, and what the words add for each cause; `told`: the words that weigh something. */
export type Found = { findings: Findings; words: readonly number[]; told: Told }

/** Looks for every sign, and weighs the words. */
export function findSigns(catalogue: Catalogue, evidence: Evidence): Found {
  const told = catalogue.wording ? toldIn(catalogue.wording, evidence) : []
  return { findings: lookFor(indexed(catalogue).signs, evidence), words: wordsFor(catalogue, told), told }
}

/** Decibans that the words of a case add for each cause. Without learnt weights none. */
function wordsFor(catalogue: Catalogue, told: Told): number[] {
  const learnt = catalogue.wording ? weighWords(catalogue.wording, told) : []
  // Rounded, so that the order in which words were added up cannot show.
  return indexed(catalogue).wordPlaces.map((place) => Math.round((learnt[place] ?? 0) * 1e6) / 1e6)
}

/** The evidence with one answer more. */
export const answered = (evidence: Evidence, question: string, option: string): Evidence => ({ ...evidence, answers: { ...evidence.answers, [question]: option } })

/** What is found once a question is answered: only the signs that it settles are looked for again. */
export function findAnswered(catalogue: Catalogue, before: Found, evidence: Evidence, question: string, option: string): Found {
  const { places, settledBy } = indexed(catalogue)
  const findings = [...before.findings]
  const after = answered(evidence, question, option)
  for (const sign of settledBy.get(question) ?? []) findings[places.get(sign) ?? 0] = sign.look(after)
  return { ...before, findings }
}

/** What a finding weighs for a cause. */
export function weightOf(weighted: Weighted, finding: Finding | undefined): number {
  if (finding?.state === 'present') return weighted.for
  return finding?.state === 'absent' ? weighted.against : 0
}

/** What all findings together weigh for each cause, added to `sums`. */
export function addWeights({ from, causes, present, absent }: Uses, findings: Findings, sums: number[]): void {
  for (let place = 0; place < findings.length; place += 1) {
    const finding = findings[place]
    if (finding === undefined || finding.state === 'unknown') continue
    const weights = finding.state === 'present' ? present : absent
    for (let use = from[place]!; use < from[place + 1]!; use += 1) sums[causes[use]!]! += weights[use]!
  }
}

const NEPERS = Math.LN10 / 10
/** Decibans as a factor of the odds. */
export const likelihood = (decibans: number) => Math.exp(decibans * NEPERS)

/** The sum of each cause and its probability; `none` is the share of "none of these". Plain arrays: one that is typed costs a microsecond to make. */
export type Weighing = Found & { sums: readonly number[]; shares: readonly number[]; none: number }

/** The probability of each cause, and of "none of these". */
export function sharesOf(sums: readonly number[]): { shares: readonly number[]; none: number } {
  // Subtracting the greatest keeps the powers finite for any sum.
  let greatest = NONE_SUM
  for (const sum of sums) greatest = Math.max(greatest, sum)
  const none = likelihood(NONE_SUM - greatest)
  const shares = sums.map((sum) => likelihood(sum - greatest))
  let total = none
  for (const share of shares) total += share
  for (let cause = 0; cause < shares.length; cause += 1) shares[cause]! /= total
  return { shares, none: none / total }
}

/** What was found, weighed: every cause with its sum and its probability. */
export function weigh(catalogue: Catalogue, found: Found): Weighing {
  const { uses, traits } = indexed(catalogue)
  const sums = traits.prior.map((prior, cause) => prior + found.words[cause]!)
  addWeights(uses, found.findings, sums)
  const { findings, words, told } = found
  const { shares, none } = sharesOf(sums)
  // Spelled out: it is made for every verdict, and copying takes as long as all the weights.
  return { findings, words, told, sums, shares, none }
}

/** The causes of at least some share, most probable first; of equal ones the first by name. */
export function ranked(catalogue: Catalogue, { shares }: Pick<Weighing, 'shares'>, least: number): number[] {
  const { name } = indexed(catalogue).traits
  const places: number[] = []
  for (let cause = 0; cause < shares.length; cause += 1) if (shares[cause]! >= least) places.push(cause)
  return places.sort((a, b) => shares[b]! - shares[a]! || name[a]! - name[b]!)
}

/** By the place of a cause, the place of its bucket in BUCKETS_WITH_NONE: its own, or the one that it leans to on this evidence. */
function bucketsOf(catalogue: Catalogue, findings: Findings): number[] {
  const { bucket: own, leaning } = indexed(catalogue).traits
  const buckets = own.slice()
  for (const { cause, when, bucket } of leaning) if (findings[when]?.state === 'present') buckets[cause] = BUCKETS_WITH_NONE.indexOf(bucket)
  return buckets
}

/** The bucket of the cause at a place here. */
export function bucketOf(catalogue: Catalogue, cause: number, findings: Findings): BucketOrNone {
  const { bucket, leaning } = indexed(catalogue).traits
  return leaning.find((lean) => lean.cause === cause && findings[lean.when]?.state === 'present')?.bucket ?? BUCKETS_WITH_NONE[bucket[cause]!]!
}

/** The share of each bucket: the sum of its causes'. What has no bucket of its own stands with "none of these". */
export function bucketShares(catalogue: Catalogue, { shares, none, findings }: Weighing): Record<BucketOrNone, number> {
  const sums = BUCKETS_WITH_NONE.map(() => 0)
  sums[BUCKETS_WITH_NONE.indexOf('undetermined')] = none
  const buckets = bucketsOf(catalogue, findings)
  for (let cause = 0; cause < shares.length; cause += 1) sums[buckets[cause]!]! += shares[cause]!
  const [credential = 0, token_session = 0, idp_sso = 0, policy = 0, config_drift = 0, undetermined = 0] = sums
  return { credential, token_session, idp_sso, policy, config_drift, undetermined }
}
