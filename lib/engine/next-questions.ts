import type { Evidence } from '@/lib/evidence/evidence'
import type { Verdict } from '@/lib/evidence/verdict'
import type { BucketOrNone } from '@/lib/evidence/vocabulary'
import type { Question } from '@/lib/questions/define'
import type { Catalogue } from './catalogue'
import { movesOf, NO_ANSWER, type Moves } from './moves'
import { answered, bucketShares, findAnswered, findSigns, likelihood, NONE_SUM, weigh, type Found, type Weighing } from './weigh'

/** A cause below this holds too little probability to move the choice of a question. */
const NEGLIGIBLE = 0.001
/** A minute of a caller's time is worth about a tenth of a bit. */
const BITS_PER_SECOND = 0.1 / 60

const bits = (value: number) => (value > 0 ? value * Math.log2(value) : 0)
/** H = log2(Σx) − Σ x·log2(x) / Σx. */
const entropyOf = (total: number, weighted: number) => Math.log2(total) - weighted / total

/** What each answer would add for each cause, and where everything would point then. */
function outcomes(catalogue: Catalogue, evidence: Evidence, question: Question, before: Found) {
  return question.options
    .filter(({ id }) => id !== NO_ANSWER)
    .map((option) => ({ option, after: weigh(catalogue, findAnswered(catalogue, before, evidence, question.id, option.id)) }))
}

/** Where everything stands before a question: by place the likelihood of each cause, its bits and its share, and their sums with "none of these". */
type Standing = { likelihoods: readonly number[]; weights: readonly number[]; worth: readonly number[]; total: number; weighted: number; worthAll: number }

function standingOf({ sums }: Pick<Weighing, 'sums'>): Standing {
  const greatest = sums.reduce((most, value) => Math.max(most, value), NONE_SUM)
  const none = likelihood(NONE_SUM - greatest)
  const likelihoods = sums.map((value) => likelihood(value - greatest))
  const total = likelihoods.reduce((sum, value) => sum + value, none)
  const weights = likelihoods.map(bits)
  const worth = likelihoods.map((value) => (value / total < NEGLIGIBLE ? 0 : value / total))
  return { likelihoods, weights, worth, total, weighted: weights.reduce((sum, value) => sum + value, bits(none)), worthAll: worth.reduce((sum, share) => sum + share, 0) }
}

/**
 * Expected gain of a question in bits: entropy now less the mean entropy after each answer. P(answer | cause) follows
 * from what the answer would weigh for that cause, so weights need no second table (after Heckerman, Breese and
 * Rommelse, Decision-Theoretic Troubleshooting, 1995). Only the few causes that an answer moves are looked at.
 */
function gainOf({ answers, rows }: Moves, { likelihoods, weights, worth, total, weighted, worthAll }: Standing): number {
  if (answers < 2) return 0
  const width = 1 + 2 * answers
  // Causes that no answer moves give each answer the same chance.
  let still = worthAll
  for (let row = 0; row < rows.length; row += width) still -= worth[rows[row]!]!
  let [covered, expected] = [0, 0]
  for (let own = 1; own < width; own += 2) {
    let [chance, totalThen, weightedThen] = [still / answers, total, weighted]
    for (let row = 0; row < rows.length; row += width) {
      const place = rows[row]!
      const before = likelihoods[place]!
      const after = before * rows[row + own]!
      chance += worth[place]! * rows[row + own + 1]!
      totalThen += after - before
      weightedThen += bits(after) - weights[place]!
    }
    covered += chance
    expected += chance * entropyOf(totalThen, weightedThen)
  }
  return Math.max(0, entropyOf(total, weighted) - expected / (covered || 1))
}

/** The questions worth asking, best first: greatest expected gain for its cost. */
export function nextQuestions(catalogue: Catalogue, evidence: Evidence, now: Weighing): Verdict['missing'] {
  const standing = standingOf(now)
  return catalogue.questions
    .filter((question) => evidence.answers[question.id] === undefined && question.applies(evidence))
    .map((question) => ({ question, gain: gainOf(movesOf(catalogue, question), standing) }))
    .filter(({ gain }) => gain > 0.005)
    .sort((a, b) => b.gain - b.question.cost * BITS_PER_SECOND - (a.gain - a.question.cost * BITS_PER_SECOND))
    .slice(0, 4)
    .map(({ question, gain }) => ({ question: question.id, ask: question.ask, why: question.why, gain: Math.round(gain * 1000) / 1000 }))
}

export type AnswerEffect = { option: string; bucket: BucketOrNone; probability: number; now: number }

/** What each answer would point to before it is given: the bucket that gains most, its share then and now. */
export function effectsOf(catalogue: Catalogue, evidence: Evidence, question: Question): AnswerEffect[] {
  const found = findSigns(catalogue, answered(evidence, question.id, NO_ANSWER))
  const before = bucketShares(catalogue, weigh(catalogue, found))
  return outcomes(catalogue, evidence, question, found).map(({ option, after }) => {
    const shares = bucketShares(catalogue, after)
    const buckets = Object.keys(shares) as BucketOrNone[] // the record has exactly these keys
    const bucket = buckets.reduce((best, key) => (shares[key] - before[key] > shares[best] - before[best] ? key : best))
    return { option: option.id, bucket, probability: shares[bucket], now: before[bucket] }
  })
}
