/** A verdict that could be checked: the probability of its leading cause, and whether that cause was true. */
export type Checked = { probability: number; right: boolean }

/** Points of a curve from the leader's odds, in decibans, to what to state, rising. Odds tell 99% from 99.9%, as shares hardly do. */
export type Curve = readonly (readonly [decibans: number, stated: number])[]

/** Fewer verdicts than this show little. */
const LEAST_VERDICTS = 40
/** 90% and more is a word that people act on: it is kept for what was right 95 times in 100. What falls between is stated below it. */
const [SURE, SURE_RIGHT, NEARLY_SURE] = [0.9, 0.95, 0.89]
/** Beyond these odds nothing more can be told apart. */
const MOST_DECIBANS = 80

/** The odds of a probability, in decibans. */
const oddsOf = (probability: number) => Math.max(-MOST_DECIBANS, Math.min(MOST_DECIBANS, 10 * Math.log10(probability / (1 - probability))))

type Block = { verdicts: number; odds: number; right: number }
const shareOf = ({ right, verdicts }: Block) => right / verdicts

const joined = (a: Block, b: Block): Block => ({
  verdicts: a.verdicts + b.verdicts,
  right: a.right + b.right,
  odds: (a.odds * a.verdicts + b.odds * b.verdicts) / (a.verdicts + b.verdicts),
})

/**
 * How often verdicts of some probability were right: isotonic regression by pooling neighbours that go against the order
 * (Ayer et al., 1955), and neighbours of too few verdicts. Empty where nothing was checked.
 */
export function curveOf(checked: readonly Checked[]): Curve {
  const blocks: Block[] = []
  for (const { probability, right } of [...checked].sort((a, b) => a.probability - b.probability)) {
    let block: Block = { verdicts: 1, odds: oddsOf(probability), right: right ? 1 : 0 }
    for (let last = blocks.at(-1); last && (last.verdicts < LEAST_VERDICTS || shareOf(last) >= shareOf(block)); last = blocks.at(-1)) {
      blocks.pop()
      block = joined(last, block)
    }
    blocks.push(block)
  }
  // Too few at the end say no more than those before them.
  const last = blocks.at(-1)
  const before = blocks.at(-2)
  if (last && before && last.verdicts < LEAST_VERDICTS) blocks.splice(-2, 2, joined(before, last))
  return blocks.map((block) => [round(block.odds, 10), honest(surelyRight(block))] as const)
}

/** Standard errors below the share that was seen: nine in ten such shares are truly above (one-sided). */
const Z = 1.28

/** What share is surely right, not what luck made of few: the lower end of Wilson's interval (1927). */
function surelyRight({ right, verdicts }: Block): number {
  const share = right / verdicts
  const square = (Z * Z) / verdicts
  return (share + square / 2 - Z * Math.sqrt((share * (1 - share)) / verdicts + square / (4 * verdicts))) / (1 + square)
}

const honest = (stated: number) => (stated >= SURE && stated < SURE_RIGHT ? NEARLY_SURE : round(stated, 1000))
const round = (value: number, parts: number) => Math.round(value * parts) / parts

/** What to state for a probability: along the curve, straight between its points; before the first of them never more than it, nor than the probability itself. */
export function alongCurve(curve: Curve, probability: number): number {
  const odds = oddsOf(probability)
  let from: Curve[number] | null = null
  for (const point of curve) {
    if (odds > point[0]) {
      from = point
      continue
    }
    if (!from) return Math.min(point[1], probability)
    const stated = from[1] + ((point[1] - from[1]) * (odds - from[0])) / (point[0] - from[0])
    // Halfway to certain is not yet sure.
    return point[1] >= SURE && stated < SURE_RIGHT ? Math.min(stated, NEARLY_SURE) : stated
  }
  return from ? from[1] : probability
}
