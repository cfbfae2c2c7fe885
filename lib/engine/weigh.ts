import type { Cause, Weighted } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { BUCKETS_WITH_NONE, type BucketOrNone } from '@/lib/evidence/vocabulary'
import type { Finding, Sign } from '@/lib/signs/define'
import { worthLooking } from '@/lib/signs/worth-looking'
import { indexed, type Catalogue } from './catalogue'
import { termsOf, weighWords } from './wording'

/**
 * Weight of evidence for every cause, in decibans: prior plus the weights of the signs found (I. J. Good, Probability
 * and the Weighing of Evidence, 1950). Unknown adds nothing.
 */
export type Weighed = { cause: Cause; sum: number; probability: number }

/**
 * "None of these" in decibans: what the causes must outweigh before one is believed. An incident outside the catalogue
 * is taken to be about as frequent as one of the daily causes.
 */
export const NONE_SUM = -9

/** What was found; a sign that is not there is unknown. */
export type Findings = ReadonlyMap<Sign, Finding>

/** What was found, and what the words add for each cause, by place in the catalogue; `terms`: the words that were read. */
export type Found = { findings: Findings; words: Float64Array; terms: ReadonlyMap<string, string> }

/** Looks for every sign once, and weighs the words. */
export function findSigns(catalogue: Catalogue, evidence: Evidence): Found {
  const findings = new Map<Sign, Finding>()
  for (const sign of worthLooking(indexed(catalogue).signs, evidence)) {
    const finding = sign.look(evidence)
    if (finding.state !== 'unknown') findings.set(sign, finding)
  }
  const terms = catalogue.wording ? termsOf(evidence) : new Map<string, string>()
  return { findings, words: wordsFor(catalogue, terms), terms }
}

/** Decibans that the words of a case add, by place in the catalogue. Without learnt weights none. */
function wordsFor(catalogue: Catalogue, terms: Found['terms']): Float64Array {
  const words = new Float64Array(catalogue.causes.length)
  if (!catalogue.wording) return words
  const learnt = weighWords(catalogue.wording, terms)
  // Rounded, so that the order in which words were added up cannot show.
  for (const [place, at] of indexed(catalogue).wordPlaces.entries()) if (at !== null) words[place] = Math.round((learnt[at] ?? 0) * 1e6) / 1e6
  return words
}

/** The evidence with one answer more. */
export const answered = (evidence: Evidence, question: string, option: string): Evidence => ({ ...evidence, answers: { ...evidence.answers, [question]: option } })

/** What is found once a question is answered: only the signs that it settles are looked for again. */
export function findAnswered(catalogue: Catalogue, before: Found, evidence: Evidence, question: string, option: string): Found {
  const findings = new Map(before.findings)
  const after = answered(evidence, question, option)
  for (const sign of indexed(catalogue).settledBy.get(question) ?? []) findings.set(sign, sign.look(after))
  return { ...before, findings }
}

/** What a finding weighs for a cause. */
export function weightOf(weighted: Weighted, finding: Finding | undefined): number {
  if (finding?.state === 'present') return weighted.for
  return finding?.state === 'absent' ? weighted.against : 0
}

const NEPERS = Math.LN10 / 10
/** Decibans as a factor of the odds. */
export const likelihood = (decibans: number) => Math.exp(decibans * NEPERS)

/** `sums` stand in the order of the catalogue, `causes` most probable first. */
export type Weighing = Found & { causes: readonly Weighed[]; none: number; sums: readonly number[] }

/** The probability of each cause, in the order of the catalogue, and of "none of these". */
export function sharesOf(sums: readonly number[]): { shares: readonly number[]; none: number } {
  // Subtracting the greatest keeps the powers finite for any sum.
  const greatest = sums.reduce((most, value) => Math.max(most, value), NONE_SUM)
  const likelihoods = sums.map((value) => likelihood(value - greatest))
  const none = likelihood(NONE_SUM - greatest)
  const total = likelihoods.reduce((all, value) => all + value, none)
  return { shares: likelihoods.map((value) => value / total), none: none / total }
}

/** Every cause with its sum and its probability, most probable first; `none` is the share of "none of these". */
export function weigh(catalogue: Catalogue, found: Found): Weighing {
  const { uses } = indexed(catalogue)
  const sums = catalogue.causes.map(({ prior }, place) => prior + (found.words[place] ?? 0))
  for (const [sign, finding] of found.findings) {
    if (finding.state === 'unknown') continue
    for (const { place, weighted } of uses.get(sign) ?? []) sums[place] = (sums[place] ?? 0) + weightOf(weighted, finding)
  }
  const { shares, none } = sharesOf(sums)
  const causes = catalogue.causes.map((cause, place) => ({ cause, sum: sums[place] ?? 0, probability: shares[place] ?? 0 }))
  causes.sort((a, b) => b.probability - a.probability || (a.cause.slug < b.cause.slug ? -1 : 1))
  return { ...found, causes, none, sums }
}

/** The bucket of a cause here: its own, or the one that it leans to on this evidence. */
export function bucketOf(cause: Cause, findings: Findings): BucketOrNone {
  return cause.leans && findings.get(cause.leans.when)?.state === 'present' ? cause.leans.bucket : cause.bucket
}

/** The share of each bucket: the sum of its causes'. What has no bucket of its own stands with "none of these". */
export function bucketShares({ causes, none, findings }: Weighing): Record<BucketOrNone, number> {
  const shares = Object.fromEntries(BUCKETS_WITH_NONE.map((bucket) => [bucket, 0])) as Record<BucketOrNone, number> // every bucket is set
  shares.undetermined = none
  for (const { cause, probability } of causes) shares[bucketOf(cause, findings)] += probability
  return shares
}
