import type { Cause } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { indexed, type Catalogue } from './catalogue'
import { logitsOf, trainWording } from './train-wording'
import { findSigns, weightOf } from './weigh'
import { strengthsOf, termsOf } from './wording'

/** What is fitted: how far each sign is to be trusted (1 = as its weights say), and what sums are divided by, and the decibans of "none of these". */
export type Fit = { temperature: number; none: number; reliability: Readonly<Record<string, number>> }

/** What every sum is seen in: what sums are divided by, and the decibans that all causes must outweigh together. */
export type Frame = Pick<Fit, 'temperature' | 'none'>

/**
 * A case as the fit sees it: the signs found, each with what it adds for which cause; the terms of its words and the
 * decibans that they add, learnt from other cases; and the cause that is true.
 */
export type Sample = { id: string; truth: number; weight: number; found: readonly { sign: number; terms: readonly { place: number; weight: number }[] }[]; terms: readonly string[]; words?: Float64Array }

const NEPERS = Math.LN10 / 10
/** No sign is turned round or counted for more than half as much again: a few hundred cases cannot show that. */
const BOUNDS = [0.2, 1.5] as const
const ROUNDS = 80
const RATE = 0.05

/** A labelled case as a sample; null where its cause is not in the catalogue. */
export function sampleOf(catalogue: Catalogue, id: string, cause: string, evidence: Evidence, weight = 1): Sample | null {
  const truth = catalogue.causes.findIndex(({ slug }) => slug === cause)
  if (truth < 0) return null
  const { signs, uses } = indexed(catalogue)
  const { findings } = findSigns(catalogue, evidence)
  const found = signs.flatMap((sign, index) => {
    const finding = findings.get(sign)
    if (!finding || finding.state === 'unknown') return []
    const terms = (uses.get(sign) ?? []).map(({ place, weighted }) => ({ place, weight: weightOf(weighted, finding) })).filter((term) => term.weight !== 0)
    return terms.length ? [{ sign: index, terms }] : []
  })
  return { id, truth, weight, found, terms: [...termsOf(evidence).keys()] }
}

/** The probability of every cause for a sample, "none of these" last. */
export function sharesOfSample(priors: readonly number[], { found, words }: Sample, reliability: Float64Array, { temperature, none }: Frame): Float64Array {
  const sums = Float64Array.from([...priors.map((prior, place) => prior + (words?.[place] ?? 0) / temperature), none])
  for (const { sign, terms } of found) {
    const trust = (reliability[sign] ?? 1) / temperature
    for (const { place, weight } of terms) sums[place] = (sums[place] ?? 0) + trust * weight
  }
  const greatest = sums.reduce((most, value) => Math.max(most, value), none)
  const likelihoods = sums.map((value) => Math.exp((value - greatest) * NEPERS))
  const total = likelihoods.reduce((sum, value) => sum + value, 0)
  return likelihoods.map((value) => value / total)
}

/** Adds what a sample says of each sign's reliability to the gradient of the negative log-likelihood. */
function addGradient(gradient: Float64Array, sample: Sample, shares: Float64Array, { temperature }: Frame): void {
  for (const { sign, terms } of sample.found) {
    let slope = 0
    for (const { place, weight } of terms) slope += ((shares[place] ?? 0) - (place === sample.truth ? 1 : 0)) * weight
    gradient[sign] = (gradient[sign] ?? 0) + (sample.weight * slope * NEPERS) / temperature
  }
}

/**
 * Reliability of each sign by penalised maximum likelihood (ridge towards 1, Adam). `penalty` is what a sign's distance
 * from 1 costs, in nepers of the likelihood of all samples together. Deterministic.
 */
export function train(catalogue: Catalogue, samples: readonly Sample[], frame: Frame, penalty: number): Float64Array {
  const priors = catalogue.causes.map(({ prior }) => prior)
  const count = indexed(catalogue).signs.length
  const [reliability, first, second] = [new Float64Array(count).fill(1), new Float64Array(count), new Float64Array(count)]
  for (let round = 1; round <= ROUNDS; round += 1) {
    const gradient = reliability.map((value) => 2 * penalty * (value - 1))
    for (const sample of samples) addGradient(gradient, sample, sharesOfSample(priors, sample, reliability, frame), frame)
    for (let sign = 0; sign < count; sign += 1) {
      const slope = gradient[sign] ?? 0
      first[sign] = 0.9 * (first[sign] ?? 0) + 0.1 * slope
      second[sign] = 0.999 * (second[sign] ?? 0) + 0.001 * slope * slope
      const step = (RATE * ((first[sign] ?? 0) / (1 - 0.9 ** round))) / (Math.sqrt((second[sign] ?? 0) / (1 - 0.999 ** round)) + 1e-8)
      reliability[sign] = Math.min(BOUNDS[1], Math.max(BOUNDS[0], (reliability[sign] ?? 1) - step))
    }
  }
  return reliability
}

/** Mean negative log-likelihood of the truth, in nepers. */
export function lossOf(catalogue: Catalogue, samples: readonly Sample[], reliability: Float64Array, frame: Frame): number {
  const priors = catalogue.causes.map(({ prior }) => prior)
  const total = samples.reduce((sum, sample) => sum - sample.weight * Math.log(Math.max(1e-9, sharesOfSample(priors, sample, reliability, frame)[sample.truth] ?? 0)), 0)
  return total / Math.max(1, samples.reduce((sum, { weight }) => sum + weight, 0))
}

/** The samples in `folds` parts; those of one case stay together. */
function partsOf(samples: readonly Sample[], folds: number): { inside: readonly Sample[]; outside: readonly Sample[] }[] {
  const cases = [...new Set(samples.map(({ id }) => id))]
  const fold = new Map(cases.map((id, index) => [id, index % folds]))
  return Array.from({ length: folds }, (_, part) => ({ inside: samples.filter(({ id }) => fold.get(id) === part), outside: samples.filter(({ id }) => fold.get(id) !== part) }))
}

/** The loss on cases that were left out of the fit of reliability. */
export function crossValidate(catalogue: Catalogue, samples: readonly Sample[], frame: Frame, penalty: number, folds = 5): number {
  const total = partsOf(samples, folds).reduce((sum, { inside, outside }) => sum + lossOf(catalogue, inside, train(catalogue, outside, frame, penalty), frame) * inside.length, 0)
  return total / Math.max(1, samples.length)
}

/** The samples with the decibans that their words add, as weights learnt from the other parts give them. */
export function withWords(catalogue: Catalogue, samples: readonly Sample[], penalty: number, folds = 5): (Sample & { words: Float64Array })[] {
  const causes = catalogue.causes.length
  return partsOf(samples, folds).flatMap(({ inside, outside }) => {
    const learnt = trainWording(outside, causes, penalty)
    return inside.map((sample) => ({ ...sample, words: logitsOf(learnt, strengthsOf(sample.terms, (term) => learnt.rarity.get(term)), causes).map((nepers) => nepers / NEPERS) }))
  })
}

/** The samples with their words counted `scale` times. */
export const scaled = (samples: readonly (Sample & { words: Float64Array })[], scale: number): Sample[] => samples.map((sample) => ({ ...sample, words: sample.words.map((decibans) => decibans * scale) }))

const rounded = (weight: number) => Math.round(weight * 10) / 10

/** The causes with every weight times the reliability of its sign, in tenths of a deciban. */
export function fitted(causes: readonly Cause[], { reliability }: Fit): Cause[] {
  return causes.map((cause) => ({
    ...cause,
    signs: cause.signs.map((weighted) => {
      const trust = Object.hasOwn(reliability, weighted.sign.id) ? (reliability[weighted.sign.id] ?? 1) : 1
      return { ...weighted, for: rounded(weighted.for * trust), against: rounded(weighted.against * trust) }
    }),
  }))
}
