import { strengthsOf, wordingOf, type TermWeights, type Wording } from './wording'

/** A labelled case as the words see it: its terms, and the place of the cause that is true. */
export type WordSample = { terms: readonly string[]; truth: number; weight: number }

/** What is learnt before it is written down: rarity by term, and a row of weights in nepers for each. */
export type Learnt = { rarity: ReadonlyMap<string, number>; rows: ReadonlyMap<string, Float32Array> }

/** A term of fewer cases than this may be a name. */
const LEAST_CASES = 2
const ROUNDS = 24
const RATE = 0.5

function rarityOf(samples: readonly WordSample[]): Map<string, number> {
  const counts = new Map<string, number>()
  const whole = samples.filter(({ weight }) => weight === 1)
  for (const { terms } of whole) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return new Map([...counts].filter(([, count]) => count >= LEAST_CASES).map(([term, count]) => [term, Math.log((1 + whole.length) / (1 + count)) + 1]))
}

/** A term of a case: its weights for every cause, and how strongly it counts. */
type Counted = { row: Float32Array; strength: number }

function addUp(counted: readonly Counted[], causes: number): Float64Array {
  const logits = new Float64Array(causes)
  for (const { row, strength } of counted) for (let place = 0; place < causes; place += 1) logits[place]! += strength * row[place]!
  return logits
}

/** Logits of every cause for strengths. */
export function logitsOf({ rows }: Learnt, strengths: ReturnType<typeof strengthsOf>, causes: number): Float64Array {
  const counted = strengths.flatMap(({ term, strength }) => {
    const row = rows.get(term)
    return row ? [{ row, strength }] : []
  })
  return addUp(counted, causes)
}

function softmax(logits: Float64Array): Float64Array {
  const greatest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const powers = logits.map((value) => Math.exp(value - greatest))
  const total = powers.reduce((sum, value) => sum + value, 0)
  return powers.map((value) => value / total)
}

/** A term that is being learnt: beside its weights the squares of all slopes so far, and what its weights cost each time. */
type Row = { row: Float32Array; squares: Float32Array; decay: number }

/**
 * Multinomial logistic regression with a ridge penalty of `penalty` nepers a squared weight over all samples together,
 * by AdaGrad (Duchi, Hazan and Singer, 2011). Deterministic: the samples are taken in an order that steps through them
 * all. `causes` is the number of places.
 */
export function trainWording(samples: readonly WordSample[], causes: number, penalty: number): Learnt {
  const rarity = rarityOf(samples)
  const total = samples.reduce((sum, { weight }) => sum + weight, 0)
  // Each term bears its share of the penalty as often as it is met.
  const decayOf = (rare: number) => (2 * penalty) / Math.max(1, total / Math.exp(rare - 1))
  const rows = new Map([...rarity].map(([term, rare]): [string, Row] => [term, { row: new Float32Array(causes), squares: new Float32Array(causes).fill(1e-8), decay: decayOf(rare) }]))
  // Looked up once for each case: they are gone through many millions of times.
  const vectors = samples.map(({ terms }) => strengthsOf(terms, rarity).map(({ term, strength }) => ({ ...rows.get(term)!, strength })))
  const stride = strideOf(samples.length)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let step = 0, at = round % Math.max(1, samples.length); step < samples.length; step += 1, at = (at + stride) % samples.length) {
      const { truth, weight } = samples[at]!
      const slopes = softmax(addUp(vectors[at]!, causes))
      slopes[truth]! -= 1
      for (const { row, squares, decay, strength } of vectors[at]!) {
        for (let cause = 0; cause < causes; cause += 1) {
          const slope = weight * strength * slopes[cause]! + decay * row[cause]!
          squares[cause]! += slope * slope
          row[cause]! -= (RATE * slope) / Math.sqrt(squares[cause]!)
        }
      }
    }
  }
  return { rarity, rows: new Map([...rows].map(([term, { row }]) => [term, row])) }
}

/** A step that visits every one of `count` samples in mixed order: near the golden section, with no common divisor. */
function strideOf(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (divisor(stride, count) !== 1) stride += 1
  return stride
}

const DECIBANS = 10 / Math.LN10

/** What was learnt, in decibans times `scale` and in tenths, without what weighs less than `least`. */
export function wordingFrom({ rarity, rows }: Learnt, slugs: readonly string[], scale: number, least: number): Wording {
  const terms = [...rows].flatMap(([term, row]): TermWeights[] => {
    const weights = [...row].flatMap((nepers, place) => {
      const weight = Math.round(nepers * DECIBANS * scale * 10) / 10
      return Math.abs(weight) >= least ? [[place, weight] as const] : []
    })
    return weights.length ? [{ term, rarity: Math.round((rarity.get(term) ?? 1) * 100) / 100, weights }] : []
  })
  return wordingOf([...slugs], terms)
}
