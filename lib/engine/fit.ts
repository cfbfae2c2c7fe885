import type { Cause } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { indexed, type Catalogue } from './catalogue'
import { findSigns, NONE_SUM, weightOf } from './weigh'

/** What is fitted: how far each sign is to be trusted (1 = as its weights say), and what sums are divided by. */
export type Fit = { temperature: number; reliability: Readonly<Record<string, number>> }

/** A case as the fit sees it: the signs found, each with what it adds for which cause, and the cause that is true. */
export type Sample = { id: string; truth: number; weight: number; found: readonly { sign: number; terms: readonly { place: number; weight: number }[] }[] }

const NEPERS = Math.LN10 / 10
/** No sign is turned round or counted for more than half as much again: a few hundred cases cannot show that. */
const BOUNDS = [0.2, 1.5] as const
const ROUNDS = 160
const RATE = 0.03

/** A labelled case as a sample; null where its cause is not in the catalogue. */
export function sampleOf(catalogue: Catalogue, id: string, cause: string, evidence: Evidence, weight = 1): Sample | null {
  const truth = catalogue.causes.findIndex(({ slug }) => slug === cause)
  if (truth < 0) return null
  const { signs, uses } = indexed(catalogue)
  const findings = findSigns(catalogue, evidence)
  const found = signs.flatMap((sign, index) => {
    const finding = findings.get(sign)
    if (!finding || finding.state === 'unknown') return []
    const terms = (uses.get(sign) ?? []).map(({ place, weighted }) => ({ place, weight: weightOf(weighted, finding) })).filter((term) => term.weight !== 0)
    return terms.length ? [{ sign: index, terms }] : []
  })
  return { id, truth, weight, found }
}

/** The probability of every cause for a sample, "none of these" last. */
export function sharesOfSample(priors: readonly number[], { found }: Sample, reliability: Float64Array, temperature: number): Float64Array {
  const sums = Float64Array.from([...priors, NONE_SUM])
  for (const { sign, terms } of found) {
    const trust = (reliability[sign] ?? 1) / temperature
    for (const { place, weight } of terms) sums[place] = (sums[place] ?? 0) + trust * weight
  }
  const greatest = sums.reduce((most, value) => Math.max(most, value), NONE_SUM)
  const likelihoods = sums.map((value) => Math.exp((value - greatest) * NEPERS))
  const total = likelihoods.reduce((sum, value) => sum + value, 0)
  return likelihoods.map((value) => value / total)
}

/** Adds what a sample says of each sign's reliability to the gradient of the negative log-likelihood. */
function addGradient(gradient: Float64Array, sample: Sample, shares: Float64Array, temperature: number): void {
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
export function train(catalogue: Catalogue, samples: readonly Sample[], temperature: number, penalty: number): Float64Array {
  const priors = catalogue.causes.map(({ prior }) => prior)
  const count = indexed(catalogue).signs.length
  const [reliability, first, second] = [new Float64Array(count).fill(1), new Float64Array(count), new Float64Array(count)]
  for (let round = 1; round <= ROUNDS; round += 1) {
    const gradient = reliability.map((value) => 2 * penalty * (value - 1))
    for (const sample of samples) addGradient(gradient, sample, sharesOfSample(priors, sample, reliability, temperature), temperature)
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
export function lossOf(catalogue: Catalogue, samples: readonly Sample[], reliability: Float64Array, temperature: number): number {
  const priors = catalogue.causes.map(({ prior }) => prior)
  const total = samples.reduce((sum, sample) => sum - sample.weight * Math.log(Math.max(1e-9, sharesOfSample(priors, sample, reliability, temperature)[sample.truth] ?? 0)), 0)
  return total / Math.max(1, samples.reduce((sum, { weight }) => sum + weight, 0))
}

/** The loss on cases that were left out of the fit, over `folds` parts; samples of one case stay together. */
export function crossValidate(catalogue: Catalogue, samples: readonly Sample[], temperature: number, penalty: number, folds = 5): number {
  const cases = [...new Set(samples.map(({ id }) => id))]
  const fold = new Map(cases.map((id, index) => [id, index % folds]))
  let total = 0
  for (let part = 0; part < folds; part += 1) {
    const inside = samples.filter(({ id }) => fold.get(id) === part)
    const reliability = train(catalogue, samples.filter(({ id }) => fold.get(id) !== part), temperature, penalty)
    total += lossOf(catalogue, inside, reliability, temperature) * inside.length
  }
  return total / Math.max(1, samples.length)
}

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
