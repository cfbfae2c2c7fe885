/**
 * How two shares of failures are told apart. Pure; every test is exact, so that it holds for three failures as for thirty
 * thousand.
 */

/** Failures among sign-ins. `signIns` counts the failures too. */
export type Counted = { failures: number; signIns: number }

export type Comparison = {
  /** Failures per sign-in after, over those before. Infinite where there were none before, null where there is nothing to compare. */
  ratio: number | null
  /** Chance of a rise, and of a fall, as great as this one where nothing changed. */
  pRise: number
  pFall: number
  /** The least chance that these counts could have shown: above the level there is too little to tell. */
  pLeast: number
}

/** A rise is named where chance brings one as great once in a hundred comparisons or less often. */
export const LEVEL = 0.01

const CONFIDENCE = 0.95

/** Of the small numbers, which come up most: each once. */
const SMALL_LOG_FACTORIALS = new Float64Array(256)
for (let n = 2; n < SMALL_LOG_FACTORIALS.length; n++) SMALL_LOG_FACTORIALS[n] = (SMALL_LOG_FACTORIALS[n - 1] ?? 0) + Math.log(n)

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** Beyond them Stirling's series with four terms, which is exact to 1e-12 from 15 on (DLMF 5.11.1); a page asks for thousands. */
export function logFactorial(n: number): number {
  const small = SMALL_LOG_FACTORIALS[n]
  if (small !== undefined) return small
  const x = n + 1
  const [part, square] = [1 / x, 1 / (x * x)]
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + part * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
}

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** Sums terms from 1 on, each the one before times `step`, until they no longer count. */
function series(step: (index: number) => number, most: number): number {
  let [sum, term] = [1, 1]
  for (let i = 0; i < most; i++) {
    term *= step(i)
    sum += term
    if (term < sum * 1e-16) break
  }
  return sum
}

/**
 * P(X ≥ k) where `drawn` are taken out of `all`, of which `marked` are marked. Fisher's exact test (R. A. Fisher, The Logic
 * of Inductive Inference, J. R. Stat. Soc. 98, 1935): given how many failed in all, were they dealt out by chance?
 */
export function hypergeometricTail(k: number, drawn: number, marked: number, all: number): number {
  const [least, most] = [Math.max(0, drawn + marked - all), Math.min(drawn, marked)]
  if (k <= least) return 1
  if (k > most) return 0
  const chance = (x: number) => Math.exp(logChoose(marked, x) + logChoose(all - marked, drawn - x) - logChoose(all, drawn))
  // Always away from the middle: there the terms fall and the sum is short.
  if (k > (drawn * marked) / all) return Math.min(1, chance(k) * series((i) => ((marked - k - i) * (drawn - k - i)) / ((k + i + 1) * (all - marked - drawn + k + i + 1)), most - k))
  const down = k - 1
  return Math.max(0, 1 - chance(down) * series((i) => ((down - i) * (all - marked - drawn + down - i)) / ((marked - down + i + 1) * (drawn - down + i + 1)), down - least))
}

/** P(X ≥ k) of n draws that each succeed with chance p. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  const chance = (x: number) => Math.exp(logChoose(n, x) + x * Math.log(p) + (n - x) * Math.log1p(-p))
  const odds = p / (1 - p)
  if (k > n * p) return Math.min(1, chance(k) * series((i) => ((n - k - i) / (k + i + 1)) * odds, n - k))
  const down = k - 1
  return Math.max(0, 1 - chance(down) * series((i) => (down - i) / ((n - down + i + 1) * odds), down))
}

/** The p at which a rising function of it reaches `target`, halved often enough for six digits. */
function solve(rising: (p: number) => number, target: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (rising(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The exact interval of the ratio of two Poisson rates: given the sum, the later count is binomial (J. Przyborowski and
 * H. Wilenski, Homogeneity of Results in Testing Samples from Poisson Series, Biometrika 31, 1940), whose interval is that
 * of C. J. Clopper and E. S. Pearson (The Use of Confidence or Fiducial Limits, Biometrika 26, 1934).
 */
function ratioInterval(before: number, beforeOver: number, after: number, afterOver: number): Interval {
  if (beforeOver <= 0 || afterOver <= 0) return { low: 0, high: Infinity }
  const n = before + after
  const scale = (share: number) => (share >= 1 ? Infinity : (share / (1 - share)) * (beforeOver / afterOver))
  const tail = (1 - CONFIDENCE) / 2
  const low = after === 0 ? 0 : scale(solve((p) => binomialTail(after, n, p), tail))
  const high = before === 0 ? Infinity : scale(solve((p) => binomialTail(after + 1, n, p), 1 - tail))
  return { low, high }
}

/** 95% confidence interval of a ratio. */
export type Interval = { low: number; high: number }

/** The interval of the ratio that comparePoisson gives. Takes a hundred tails: for what is shown only. */
export const poissonInterval = (before: Over, after: Over): Interval => ratioInterval(before.failures, before.over, after.failures, after.over)

/**
 * The interval of the ratio that compareShares gives: that of two Poisson rates, which is never narrower, since a share
 * varies less than a count.
 */
export const sharesInterval = (before: Counted, after: Counted, effect = 1): Interval => ratioInterval(...divided(before, effect), ...divided(after, effect))

const divided = ({ failures, signIns }: Counted, effect: number): [number, number] => [Math.round(failures / effect), Math.round(signIns / effect)]

/** Failures over a span of time or any other exposure. */
type Over = { failures: number; over: number }

/** Two counts over two spans of time or any other exposure, by the exact conditional test named at ratioInterval. */
export function comparePoisson(before: Over, after: Over): Comparison {
  if (before.over <= 0 || after.over <= 0) return { ratio: null, pRise: 1, pFall: 1, pLeast: 1 }
  const n = before.failures + after.failures
  const share = after.over / (before.over + after.over)
  return {
    ratio: n === 0 ? null : before.failures === 0 ? Infinity : after.failures / after.over / (before.failures / before.over),
    pRise: binomialTail(after.failures, n, share),
    pFall: 1 - binomialTail(after.failures + 1, n, share),
    pLeast: binomialTail(n, n, share),
  }
}

/**
 * Two shares of failures where the sign-ins are known, by Fisher's exact test. `effect` is the design effect of the counts
 * (see designEffect): they are divided by it, so that ten tries of one person do not weigh as ten (J. N. K. Rao and A. J.
 * Scott, A Simple Method for the Analysis of Clustered Binary Data, Biometrics 48, 1992).
 */
export function compareShares(before: Counted, after: Counted, effect = 1): Comparison {
  if (before.signIns === 0 || after.signIns === 0) return { ratio: null, pRise: 1, pFall: 1, pLeast: 1 }
  const [x1, n1] = divided(before, effect)
  const [x2, n2] = divided(after, effect)
  const [all, marked] = [n1 + n2, x1 + x2]
  const share = before.failures / before.signIns
  return {
    ratio: before.failures + after.failures === 0 ? null : share === 0 ? Infinity : after.failures / after.signIns / share,
    pRise: hypergeometricTail(x2, n2, marked, all),
    pFall: hypergeometricTail(x1, n1, marked, all),
    pLeast: hypergeometricTail(Math.min(marked, n2), n2, marked, all),
  }
}

/**
 * The expected share of false alarms among all that are as good as each: p-values as Y. Benjamini and Y. Hochberg adjust
 * them (Controlling the False Discovery Rate, J. R. Stat. Soc. B 57, 1995). In the order given.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p)
  const adjusted = new Array<number>(pValues.length)
  let least = 1
  order.forEach(({ p, index }, down) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - down))
    adjusted[index] = least
  })
  return adjusted
}

/** Hours below which, and failures below which, nothing can be said about how they vary. */
const HOURS_NEEDED = 12
const FAILURES_NEEDED = 24
/** The median of a squared standard normal: what the middle hour is off by where only chance is at work. */
const MEDIAN = 0.4549
/** Share of hours, the worst, that are left out as incidents of their own. */
const INCIDENTS = 0.1

/**
 * How much more the failures of an hour vary than chance alone would have them, 1 or more: people try again, and machines
 * fail in rows. From the middle of the squared Pearson residuals, which an incident does not move.
 */
export function designEffect(hours: readonly Counted[]): number {
  const usual = hours.filter(({ signIns }) => signIns > 0).sort((a, b) => a.failures / a.signIns - b.failures / b.signIns)
  usual.length = Math.ceil(usual.length * (1 - INCIDENTS))
  const [failures, signIns] = usual.reduce(([x, n], hour) => [x + hour.failures, n + hour.signIns], [0, 0])
  if (usual.length < HOURS_NEEDED || failures < FAILURES_NEEDED || failures >= signIns) return 1
  const share = failures / signIns
  const squares = usual.map((hour) => (hour.failures - hour.signIns * share) ** 2 / (hour.signIns * share * (1 - share))).sort((a, b) => a - b)
  return Math.max(1, (squares[Math.floor(squares.length / 2)] ?? MEDIAN) / MEDIAN)
}

export type Finding = 'rise' | 'fall' | 'chance' | 'few'

/** What a comparison says, its p-values adjusted or not: a rise, a fall, chance, or too few to tell. */
export function findingOf({ pRise, pFall, pLeast }: Pick<Comparison, 'pRise' | 'pFall' | 'pLeast'>, adjusted = pRise): Finding {
  if (adjusted <= LEVEL) return 'rise'
  if (pFall <= LEVEL) return 'fall'
  return pLeast > LEVEL ? 'few' : 'chance'
}
