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

/** Logits of every cause for strengths. */
export function logitsOf({ rows }: Learnt, strengths: ReturnType<typeof strengthsOf>, causes: number): Float64Array {
  const logits = new Float64Array(causes)
  for (const { term, strength } of strengths) {
    const row = rows.get(term)
    if (row) for (let place = 0; place < causes; place += 1) logits[place] = (logits[place] ?? 0) + strength * (row[place] ?? 0)
  }
  return logits
}

function softmax(logits: Float64Array): Float64Array {
  const greatest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const powers = logits.map((value) => Math.exp(value - greatest))
  const total = powers.reduce((sum, value) => sum + value, 0)
  return powers.map((value) => value / total)
}

/** The terms of a case by their places among all that are learnt, and how strongly each counts. */
type Vector = { places: readonly number[]; strengths: readonly number[] }

/**
 * Multinomial logistic regression with a ridge penalty of `penalty` nepers a squared weight over all samples together,
 * by AdaGrad (Duchi, Hazan and Singer, 2011). Deterministic: the samples are taken in an order that steps through them
 * all. `causes` is the number of places.
 */
export function trainWording(samples: readonly WordSample[], causes: number, penalty: number): Learnt {
  const rarity = rarityOf(samples)
  const placeOf = new Map([...rarity.keys()].map((term, place) => [term, place]))
  const vectors = samples.map(({ terms }): Vector => {
    const known = strengthsOf(terms, rarity)
    return { places: known.map(({ term }) => placeOf.get(term)!), strengths: known.map(({ strength }) => strength) }
  })
  const total = samples.reduce((sum, { weight }) => sum + weight, 0)
  // Each term bears its share of the penalty as often as it is met.
  const decays = Float64Array.from(rarity.values(), (rare) => (2 * penalty) / Math.max(1, total / Math.exp(rare - 1)))
  // The rows of all terms one after another: gone through many millions of times.
  const weights = new Float32Array(rarity.size * causes)
  const squares = new Float32Array(rarity.size * causes).fill(1e-8)
  const stride = strideOf(samples.length)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let step = 0, at = round % Math.max(1, samples.length); step < samples.length; step += 1, at = (at + stride) % samples.length) {
      const { truth, weight } = samples[at]!
      const { places, strengths } = vectors[at]!
      const slopes = softmax(sumOf(weights, vectors[at]!, causes))
      slopes[truth]! -= 1
      for (let index = 0; index < places.length; index += 1) {
        const [row, counts, decay] = [places[index]! * causes, weight * strengths[index]!, decays[places[index]!]!]
        for (let cause = 0; cause < causes; cause += 1) {
          const slope = counts * slopes[cause]! + decay * weights[row + cause]!
          squares[row + cause]! += slope * slope
          weights[row + cause]! -= (RATE * slope) / Math.sqrt(squares[row + cause]!)
        }
      }
    }
  }
  return { rarity, rows: new Map([...placeOf].map(([term, place]) => [term, weights.subarray(place * causes, (place + 1) * causes)])) }
}

/** Logits of every cause for a case, while its terms are being learnt. */
function sumOf(weights: Float32Array, { places, strengths }: Vector, causes: number): Float64Array {
  const logits = new Float64Array(causes)
  for (let index = 0; index < places.length; index += 1) {
    const [row, strength] = [places[index]! * causes, strengths[index]!]
    for (let cause = 0; cause < causes; cause += 1) logits[cause]! += strength * weights[row + cause]!
  }
  return logits
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
