import type { Verdict } from '@/lib/evidence/verdict'

/** What a labelled case says is right: any of `buckets` (none given: no bucket can be wrong), one cause, one nature. */
export type Truth = { cause: string; buckets: readonly string[]; nature: string }
export type Scored = { id: string; truth: Truth; verdict: Verdict; bucketRight: boolean; natureRight: boolean; /** 1 = named first; null = not among the six named. */ place: number | null }

/** One verdict against its truth. */
export function scoreOne(id: string, truth: Truth, verdict: Verdict): Scored {
  const named = [verdict.cause, ...verdict.alternatives.map(({ cause }) => cause)]
  const place = named.indexOf(truth.cause)
  return { id, truth, verdict, bucketRight: truth.buckets.length === 0 || truth.buckets.includes(verdict.bucket), natureRight: verdict.nature === truth.nature, place: place < 0 ? null : place + 1 }
}

export type Bin = { from: number; to: number; cases: number; stated: number; right: number }
export type Score = {
  cases: number
  bucket: number
  top1: number
  top3: number
  nature: number
  undetermined: number
  /** Mean squared distance of the stated confidence from what was right, 0 to 1 (Brier, 1950). */
  brier: number
  /** Expected calibration error: mean distance of stated from real over ten bins, weighted by their cases (Naeini et al., 2015). */
  calibrationError: number
  /** Verdicts stated with 0.9 and more, and the share of them that are right. */
  sure: { cases: number; right: number }
  bins: readonly Bin[]
  confusions: readonly { truth: string; said: string; cases: number }[]
}

const BINS = 10
const isRight = ({ place }: Scored) => place === 1
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

function binsOf(scored: readonly Scored[]): Bin[] {
  return Array.from({ length: BINS }, (_, index) => {
    const inside = scored.filter(({ verdict }) => Math.min(BINS - 1, Math.floor(verdict.confidence * BINS)) === index)
    const stated = share(inside.reduce((sum, { verdict }) => sum + verdict.confidence, 0), inside.length)
    return { from: index / BINS, to: (index + 1) / BINS, cases: inside.length, stated, right: share(inside.filter(isRight).length, inside.length) }
  })
}

function confusionsOf(scored: readonly Scored[]): Score['confusions'] {
  const counts = new Map<string, { truth: string; said: string; cases: number }>()
  for (const { truth, verdict, place } of scored) {
    if (place === 1) continue
    const said = verdict.cause ?? 'none'
    const key = `${truth.cause} ${said}`
    const known = counts.get(key)
    if (known) known.cases += 1
    else counts.set(key, { truth: truth.cause, said, cases: 1 })
  }
  return [...counts.values()].sort((a, b) => b.cases - a.cases || (a.truth < b.truth ? -1 : 1))
}

/** How good verdicts are over labelled cases; shares from 0 to 1. */
export function score(scored: readonly Scored[]): Score {
  const part = (holds: (one: Scored) => boolean) => share(scored.filter(holds).length, scored.length)
  const sure = scored.filter(({ verdict }) => verdict.confidence >= 0.9)
  const bins = binsOf(scored)
  return {
    cases: scored.length,
    bucket: part(({ bucketRight }) => bucketRight),
    top1: part(isRight),
    top3: part(({ place }) => place !== null && place <= 3),
    nature: part(({ natureRight }) => natureRight),
    undetermined: part(({ verdict }) => verdict.bucket === 'undetermined'),
    brier: share(scored.reduce((sum, one) => sum + (one.verdict.confidence - (isRight(one) ? 1 : 0)) ** 2, 0), scored.length),
    calibrationError: bins.reduce((sum, { cases, stated, right }) => sum + share(cases, scored.length) * Math.abs(stated - right), 0),
    sure: { cases: sure.length, right: share(sure.filter(isRight).length, sure.length) },
    bins,
    confusions: confusionsOf(scored),
  }
}
