import type { Cause } from '@/lib/causes/define'
import type { CaseFile } from '@/lib/evidence/case'
import type { Evidence } from '@/lib/evidence/evidence'
import { indexed, type Catalogue } from './catalogue'
import { logitsOf, trainWording, type Learnt } from './train-wording'
import { addWeights, findSigns, sharesOf } from './weigh'
import { termsOf } from './terms'
import { strengthsOf } from './wording'

/**
 * A case as the fit sees it: the decibans that its signs add for each cause; the terms of its words and the decibans
 * that they add, learnt from other cases; and the cause that is true.
 */
export type Sample = { id: string; truth: number; weight: number; sums: readonly number[]; terms: readonly string[]; words?: readonly number[] }

const NEPERS = Math.LN10 / 10

/** A labelled case as a sample; null where its cause is not in the catalogue. */
export function sampleOf(catalogue: Catalogue, id: string, cause: string, evidence: Evidence, weight = 1): Sample | null {
  const truth = catalogue.causes.findIndex(({ slug }) => slug === cause)
  if (truth < 0) return null
  const sums = catalogue.causes.map(() => 0)
  addWeights(indexed(catalogue).uses, findSigns(catalogue, evidence).findings, sums)
  return { id, truth, weight, sums, terms: [...termsOf(evidence).keys()] }
}

/** A cause in the words of its own page, as a person might tell it: so that words weigh which no case has used yet. */
export const toldByPage = ({ title, what, why, fix, confirm, prevention }: Cause): CaseFile => ({
  version: 1,
  experience: { symptom: [title, what, why, fix.summary, ...fix.steps, confirm, prevention].join('\n') },
})

/** The probability that a sample's cause is given. */
function shareOfTruth(priors: readonly number[], { truth, sums, words }: Sample): number {
  return sharesOf(sums.map((sum, place) => (priors[place] ?? 0) + sum + (words?.[place] ?? 0))).shares[truth] ?? 0
}

/** Mean negative log-likelihood of the truth, in nepers. */
export function lossOf(catalogue: Catalogue, samples: readonly Sample[]): number {
  const priors = catalogue.causes.map(({ prior }) => prior)
  const total = samples.reduce((sum, sample) => sum - sample.weight * Math.log(Math.max(1e-9, shareOfTruth(priors, sample))), 0)
  return total / Math.max(1, samples.reduce((sum, { weight }) => sum + weight, 0))
}

/** The samples in `folds` parts; those of one case stay together. */
export function partsOf<T extends { id: string }>(samples: readonly T[], folds = 5): { inside: readonly T[]; outside: readonly T[] }[] {
  const cases = [...new Set(samples.map(({ id }) => id))]
  const fold = new Map(cases.map((id, index) => [id, index % folds]))
  return Array.from({ length: folds }, (_, part) => ({ inside: samples.filter(({ id }) => fold.get(id) === part), outside: samples.filter(({ id }) => fold.get(id) !== part) }))
}

/** The words learnt from all parts but one, with the samples of that one. */
export type Apart<T extends Sample> = { inside: readonly T[]; learnt: Learnt }

/** What words weigh, learnt once for each part from the others, and from `pages` each time. */
export function learnApart<T extends Sample>(catalogue: Catalogue, samples: readonly T[], penalty: number, pages: readonly Sample[] = []): Apart<T>[] {
  return partsOf(samples).map(({ inside, outside }) => ({ inside, learnt: trainWording([...outside, ...pages], catalogue.causes.length, penalty) }))
}

/** The samples with the decibans that their words add, as weights learnt from the other parts give them. */
export function withWords<T extends Sample>(catalogue: Catalogue, apart: readonly Apart<T>[]): (T & { words: readonly number[] })[] {
  const causes = catalogue.causes.length
  return apart.flatMap(({ inside, learnt }) =>
    inside.map((sample) => ({ ...sample, words: Array.from(logitsOf(learnt, strengthsOf(sample.terms, learnt.rarity), causes), (nepers) => nepers / NEPERS) })),
  )
}

/** The samples with their words counted `scale` times. */
export const scaled = (samples: readonly (Sample & { words: readonly number[] })[], scale: number): Sample[] => samples.map((sample) => ({ ...sample, words: sample.words.map((decibans) => decibans * scale) }))
