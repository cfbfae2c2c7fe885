/** A verdict that could be checked: the probability of its leading cause, and whether that cause was true. */
export type Checked = { probability: number; right: boolean }

/** Points of a curve from probability to what to state, rising, each as [probability, stated]. */
export type Curve = readonly (readonly [probability: number, stated: number])[]

/** Fewer verdicts than this show little. */
const LEAST_VERDICTS = 40

type Block = { verdicts: number; probability: number; right: number }
const shareOf = ({ right, verdicts }: Block) => right / verdicts

const joined = (a: Block, b: Block): Block => ({
  verdicts: a.verdicts + b.verdicts,
  right: a.right + b.right,
  probability: (a.probability * a.verdicts + b.probability * b.verdicts) / (a.verdicts + b.verdicts),
})

/**
 * How often verdicts of some probability were right: isotonic regression by pooling neighbours that go against the order
 * (Ayer et al., 1955), and neighbours of too few verdicts. Empty where nothing was checked.
 */
export function curveOf(checked: readonly Checked[]): Curve {
  const blocks: Block[] = []
  for (const { probability, right } of [...checked].sort((a, b) => a.probability - b.probability)) {
    let block: Block = { verdicts: 1, probability, right: right ? 1 : 0 }
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
  // One verdict of each kind beside them keeps a short run of luck from being stated as certain (Laplace).
  return blocks.map(({ probability, right, verdicts }) => [round(probability), round((right + 1) / (verdicts + 2))] as const)
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** What to state for a probability: along the curve, straight between its points, and from (0, 0) to the first of them. */
export function alongCurve(curve: Curve, probability: number): number {
  let [fromX, fromY]: readonly [number, number] = [0, 0]
  for (const [x, y] of curve) {
    if (probability <= x) return x === fromX ? y : fromY + ((y - fromY) * (probability - fromX)) / (x - fromX)
    ;[fromX, fromY] = [x, y]
  }
  return curve.length ? fromY : probability
}
