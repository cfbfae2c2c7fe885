import type { Evidence } from '@/lib/evidence/evidence'
import type { Verdict } from '@/lib/evidence/verdict'
import type { BucketOrNone } from '@/lib/evidence/vocabulary'
import type { Question } from '@/lib/questions/define'
import type { Catalogue } from './catalogue'
import { addedBy, answered, bucketShares, findAnswered, findSigns, likelihood, NONE_SUM, weigh, type Found, type Weighing } from './weigh'

/** A cause below this holds too little probability to move the choice of a question. */
const NEGLIGIBLE = 0.001
/** Answers that leave everything as it is. */
const NO_ANSWER = 'not_tried'
/** A minute of a caller's time is worth about a tenth of a bit. */
const BITS_PER_SECOND = 0.1 / 60

const { LOG2E } = Math

/** Likelihoods that add up to nothing in particular, as two sums: enough for the entropy of their shares, and cheap to mend when a few change. */
type Mass = { total: number; weighted: number }
const bits = (value: number) => (value > 0 ? value * Math.log(value) * LOG2E : 0)
const changed = ({ total, weighted }: Mass, before: number, after: number): Mass => ({ total: total + after - before, weighted: weighted + bits(after) - bits(before) })
const massOf = (likelihoods: readonly number[]): Mass => likelihoods.reduce((mass, value) => changed(mass, 0, value), { total: 0, weighted: 0 })
/** H = log2(Σx) − Σ x·log2(x) / Σx. */
const entropyOf = ({ total, weighted }: Mass) => Math.log2(total) - weighted / total

/** What each answer would add for each cause, and where everything would point then. */
function outcomes(catalogue: Catalogue, evidence: Evidence, question: Question, before: Found) {
  return question.options
    .filter(({ id }) => id !== NO_ANSWER)
    .map((option) => ({ option, after: weigh(catalogue, findAnswered(catalogue, before, evidence, question.id, option.id)) }))
}

/** Where everything stands before a question: the likelihood of each cause, of none, and their entropy in bits. */
export type Standing = { likelihoods: readonly number[]; mass: Mass }

export function standingOf({ sums }: Pick<Weighing, 'sums'>): Standing {
  const greatest = sums.reduce((most, value) => Math.max(most, value), NONE_SUM)
  const likelihoods = sums.map((value) => likelihood(value - greatest))
  return { likelihoods, mass: massOf([...likelihoods, likelihood(NONE_SUM - greatest)]) }
}

/**
 * Expected gain of a question in bits: entropy now less the mean entropy after each answer. P(answer | cause) follows
 * from what the answer would weigh for that cause, so weights need no second table (after Heckerman, Breese and
 * Rommelse, Decision-Theoretic Troubleshooting, 1995).
 */
export function gainOf(catalogue: Catalogue, evidence: Evidence, question: Question, now: Weighing, { likelihoods, mass }: Standing = standingOf(now)): number {
  const answers = question.options.filter(({ id }) => id !== NO_ANSWER).map(({ id }) => addedBy(catalogue, now, evidence, question.id, id))
  if (answers.length < 2) return 0
  const moved = new Set(answers.flatMap((added) => [...added.keys()]))
  // Causes that no answer moves give each answer the same chance.
  const still = [...likelihoods.keys()].reduce((sum, place) => (moved.has(place) ? sum : sum + worth(likelihoods[place], mass)), 0)
  const chances = answers.map(() => still / answers.length)
  for (const place of moved) {
    const factors = answers.map((added) => likelihood(added.get(place) ?? 0))
    const all = factors.reduce((sum, factor) => sum + factor, 0)
    const probability = worth(likelihoods[place], mass)
    factors.forEach((factor, index) => (chances[index] = (chances[index] ?? 0) + (probability * factor) / all))
  }
  const covered = chances.reduce((sum, chance) => sum + chance, 0) || 1
  const expected = answers.reduce((sum, added, index) => {
    let after = mass
    for (const [place, decibans] of added) after = changed(after, likelihoods[place] ?? 0, (likelihoods[place] ?? 0) * likelihood(decibans))
    return sum + ((chances[index] ?? 0) / covered) * entropyOf(after)
  }, 0)
  return Math.max(0, entropyOf(mass) - expected)
}

/** The share of a cause, none where it is negligible. */
function worth(value = 0, { total }: Mass): number {
  const share = value / total
  return share < NEGLIGIBLE ? 0 : share
}

/** The questions worth asking, best first: greatest expected gain for its cost. */
export function nextQuestions(catalogue: Catalogue, evidence: Evidence, now: Weighing): Verdict['missing'] {
  const standing = standingOf(now)
  return catalogue.questions
    .filter((question) => evidence.answers[question.id] === undefined && question.applies(evidence))
    .map((question) => ({ question, gain: gainOf(catalogue, evidence, question, now, standing) }))
    .filter(({ gain }) => gain > 0.005)
    .sort((a, b) => b.gain - b.question.cost * BITS_PER_SECOND - (a.gain - a.question.cost * BITS_PER_SECOND))
    .slice(0, 4)
    .map(({ question, gain }) => ({ question: question.id, ask: question.ask, why: question.why, gain: Math.round(gain * 1000) / 1000 }))
}

export type AnswerEffect = { option: string; bucket: BucketOrNone; probability: number; now: number }

/** What each answer would point to before it is given: the bucket that gains most, its share then and now. */
export function effectsOf(catalogue: Catalogue, evidence: Evidence, question: Question): AnswerEffect[] {
  const found = findSigns(catalogue, answered(evidence, question.id, NO_ANSWER))
  const before = bucketShares(weigh(catalogue, found))
  return outcomes(catalogue, evidence, question, found).map(({ option, after }) => {
    const shares = bucketShares(after)
    const buckets = Object.keys(shares) as BucketOrNone[] // the record has exactly these keys
    const bucket = buckets.reduce((best, key) => (shares[key] - before[key] > shares[best] - before[best] ? key : best))
    return { option: option.id, bucket, probability: shares[bucket], now: before[bucket] }
  })
}
