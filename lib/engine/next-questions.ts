import type { Evidence } from '@/lib/evidence/evidence'
import type { Verdict } from '@/lib/evidence/verdict'
import type { BucketOrNone } from '@/lib/evidence/vocabulary'
import type { Question } from '@/lib/questions/define'
import type { Catalogue } from './catalogue'
import { bucketShares, findAnswered, findSigns, likelihood, sharesOf, sumsAfter, weigh, type Found, type Weighing } from './weigh'

/** A cause below this holds too little probability to move the choice of a question. */
const NEGLIGIBLE = 0.001
/** Answers that leave everything as it is. */
const NO_ANSWER = 'not_tried'
/** A minute of a caller's time is worth about a tenth of a bit. */
const BITS_PER_SECOND = 0.1 / 60

const entropy = (shares: readonly number[]) => shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0)

const answered = (evidence: Evidence, question: Question, option: string): Evidence => ({
  ...evidence,
  answers: { ...evidence.answers, [question.id]: option },
})

/** What each answer would add for each cause, and where everything would point then. */
function outcomes(catalogue: Catalogue, evidence: Evidence, question: Question, before: Found) {
  return question.options
    .filter(({ id }) => id !== NO_ANSWER)
    .map((option) => ({ option, after: weigh(catalogue, findAnswered(before, answered(evidence, question, option.id))) }))
}

/**
 * Expected gain of a question in bits: entropy now less the mean entropy after each answer. P(answer | cause) follows
 * from what the answer would weigh for that cause, so weights need no second table (after Heckerman, Breese and
 * Rommelse, Decision-Theoretic Troubleshooting, 1995).
 */
export function gainOf(catalogue: Catalogue, evidence: Evidence, question: Question, now: Weighing): number {
  const after = question.options.filter(({ id }) => id !== NO_ANSWER).map(({ id }) => sumsAfter(catalogue, now, answered(evidence, question, id)))
  if (after.length < 2) return 0
  const present = sharesOf(now.sums)
  const answerShares = after.map(() => 0)
  for (const [place, probability] of present.shares.entries()) {
    if (probability < NEGLIGIBLE) continue
    const likelihoods = after.map((sums) => likelihood((sums[place] ?? 0) - (now.sums[place] ?? 0)))
    const total = likelihoods.reduce((sum, value) => sum + value, 0)
    likelihoods.forEach((value, index) => (answerShares[index] = (answerShares[index] ?? 0) + (probability * value) / total))
  }
  const covered = answerShares.reduce((sum, share) => sum + share, 0) || 1
  const spread = (sums: readonly number[]) => {
    const { shares, none } = sharesOf(sums)
    return entropy([...shares, none])
  }
  const expected = after.reduce((sum, sums, index) => sum + ((answerShares[index] ?? 0) / covered) * spread(sums), 0)
  return Math.max(0, spread(now.sums) - expected)
}

/** The questions worth asking, best first: greatest expected gain for its cost. */
export function nextQuestions(catalogue: Catalogue, evidence: Evidence, now: Weighing): Verdict['missing'] {
  return catalogue.questions
    .filter((question) => evidence.answers[question.id] === undefined && question.applies(evidence))
    .map((question) => ({ question, gain: gainOf(catalogue, evidence, question, now) }))
    .filter(({ gain }) => gain > 0.005)
    .sort((a, b) => b.gain - b.question.cost * BITS_PER_SECOND - (a.gain - a.question.cost * BITS_PER_SECOND))
    .slice(0, 4)
    .map(({ question, gain }) => ({ question: question.id, ask: question.ask, why: question.why, gain: Math.round(gain * 1000) / 1000 }))
}

export type AnswerEffect = { option: string; bucket: BucketOrNone; probability: number; now: number }

/** What each answer would point to before it is given: the bucket that gains most, its share then and now. */
export function effectsOf(catalogue: Catalogue, evidence: Evidence, question: Question): AnswerEffect[] {
  const found = findSigns(catalogue, answered(evidence, question, NO_ANSWER))
  const before = bucketShares(weigh(catalogue, found))
  return outcomes(catalogue, evidence, question, found).map(({ option, after }) => {
    const shares = bucketShares(after)
    const buckets = Object.keys(shares) as BucketOrNone[] // the record has exactly these keys
    const bucket = buckets.reduce((best, key) => (shares[key] - before[key] > shares[best] - before[best] ? key : best))
    return { option: option.id, bucket, probability: shares[bucket], now: before[bucket] }
  })
}
