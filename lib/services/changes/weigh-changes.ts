import { USUAL, usualEffects, type Usual } from './around'
import { LEVEL } from './compare-rates'
import { HOUR, type Hours, type Series } from './hours'
import { prepare, scanFrom, testOf, type Scanned, type Scope, type Stretch } from './scan'

/** What a change that does not touch sign-in at all keeps of the likelihood of one that does nothing else. */
const UNLIKELY = 0.05

/** What was recorded in one minute of an hour. */
export type Minute = { service: string; reason: string; failing: boolean; minute: number; count: number }

type Weighed = { at: Date; service: string; relevance: number }

/** A change that may be the beginning of the failures with some reasons; `stretch` is of the weightiest. */
export type Beginning<Candidate> = { candidate: Candidate; stretch: Stretch; weight: number; reasons: string[] }

/** In nats: what is twenty times less likely than the likeliest beginning of a reason is not named beside it. */
const NEAR = 3

/**
 * Which changes the failures began with, the likeliest first: by the evidence of the counts and by how far a change touches
 * sign-in. Every reason is asked for its own beginning, since two troubles of a week seldom have one cause; all reasons
 * together count only where none by itself does. `atOf` says from when on a change counts; its own time unless given. Pure.
 */
export function weigh<Candidate extends Weighed>(counts: Scanned, candidates: readonly Candidate[], atOf: (candidate: Candidate) => number = ({ at }) => at.getTime()): Beginning<Candidate>[] {
  const all = candidates
    .flatMap((candidate) => {
      const prior = Math.log(UNLIKELY + ((1 - UNLIKELY) * candidate.relevance) / 100)
      return scanFrom(counts, atOf(candidate), candidate.service).map((stretch) => ({ candidate, stretch, weight: stretch.score + prior }))
    })
    .sort((a, b) => Number(isGuessing(a.stretch)) - Number(isGuessing(b.stretch)) || b.weight - a.weight)
  const single = beginnings(all.filter(({ stretch }) => stretch.reason !== null))
  return single.length ? single : beginnings(all.filter(({ stretch }) => stretch.reason === null))
}

/** Names that do not exist are tried by guessers more often than they are made by a change: such a rise counts after all others. */
const isGuessing = ({ reason }: Stretch) => reason === 'unknown_user'

/** For each reason its likeliest beginnings, each change once with all that began with it, as far as no chance brings them. */
function beginnings<Candidate>(weighed: readonly Omit<Beginning<Candidate>, 'reasons'>[]): Beginning<Candidate>[] {
  const likeliest = new Map<string | null, number>()
  const found = new Map<Candidate, Beginning<Candidate>>()
  for (const { candidate, stretch, weight } of weighed) {
    const top = likeliest.get(stretch.reason)
    if (top !== undefined && weight < top - NEAR) continue
    if (top === undefined) likeliest.set(stretch.reason, weight)
    if (testOf(stretch).pRise > LEVEL) continue
    const reasons = stretch.reason === null ? [] : [stretch.reason]
    const known = found.get(candidate)
    if (known) known.reasons.push(...reasons)
    else found.set(candidate, { candidate, stretch, weight, reasons })
  }
  return [...found.values()]
}

/** The slots of a window: hours, and minutes where they are known and complete. */
function slotsOf(series: readonly Series[], hours: Hours, minutes: ReadonlyMap<number, readonly Minute[]>) {
  const starts: number[] = []
  const fine = new Map<number, number>()
  const coarse = new Map<number, number>()
  for (let slot = 0; slot < hours.length; slot++) {
    const start = hours.start + slot * HOUR
    const known = minutes.get(start)?.reduce((sum, { count }) => sum + count, 0) ?? -1
    const complete = known >= series.reduce((sum, { counts }) => sum + (counts[slot] ?? 0), 0)
    ;(complete ? fine : coarse).set(slot, starts.length)
    for (let minute = 0; minute < (complete ? 60 : 1); minute++) starts.push(start + minute * 60_000)
  }
  return { starts: Float64Array.from(starts), fine, coarse }
}

type Strand = { service: string; reason: string; failing: boolean; counts: Float64Array }

/** Each series laid over the slots. */
function strandsOf(series: readonly Series[], hours: Hours, minutes: ReadonlyMap<number, readonly Minute[]>, { starts, fine, coarse }: ReturnType<typeof slotsOf>): Strand[] {
  const strands = new Map<string, Strand>()
  const strandOf = ({ service, reason, failing }: Omit<Strand, 'counts'>) => {
    const key = `${service}\0${reason}\0${failing}`
    const known = strands.get(key) ?? { service, reason, failing, counts: new Float64Array(starts.length) }
    strands.set(key, known)
    return known.counts
  }
  for (const one of series) {
    const counts = strandOf(one)
    for (const [slot, index] of coarse) counts[index] = one.counts[slot] ?? 0
  }
  for (const [slot, index] of fine) {
    for (const row of minutes.get(hours.start + slot * HOUR) ?? []) {
      const counts = strandOf(row)
      counts[index + row.minute] = (counts[index + row.minute] ?? 0) + row.count
    }
  }
  return [...strands.values()]
}

/** Their sum, to be read only: of one strand it is that strand's own counts. */
function sumOfStrands(strands: readonly Strand[], length: number): Float64Array {
  const [only] = strands
  if (only && strands.length === 1) return only.counts
  const sum = new Float64Array(length)
  for (const { counts } of strands) for (let slot = 0; slot < length; slot++) sum[slot] = (sum[slot] ?? 0) + (counts[slot] ?? 0)
  return sum
}

/** How much an hour of these series usually varies: from their first week. */
export const usualOf = (series: readonly Series[], hours: Hours): Usual => usualEffects(series, 0, Math.min(USUAL, hours.length))

/** Every reason and all of them, over all services and within each that a candidate changed. `effects` as usualOf gives them. */
export function scanned(series: readonly Series[], hours: Hours, services: ReadonlySet<string>, effects: Usual, minutes: ReadonlyMap<number, readonly Minute[]> = new Map()): Scanned {
  const slots = slotsOf(series, hours, minutes)
  const strands = strandsOf(series, hours, minutes, slots)
  const signIns = sumOfStrands(strands, slots.starts.length)
  const scopesOf = (service: string | null): Scope[] => {
    const own = strands.filter((one) => one.failing && (service === null || one.service === service))
    const reasons = [...new Set(own.map(({ reason }) => reason))]
    return [null, ...reasons].map((reason) => ({
      reason, service, signIns, effect: (reason === null ? undefined : effects.by.get(reason)) ?? effects.all,
      failures: sumOfStrands(own.filter((one) => reason === null || one.reason === reason), slots.starts.length),
    }))
  }
  return prepare(slots.starts, [null, ...services].flatMap(scopesOf))
}
