import { BUCKET_TITLES, type Cause } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { BUCKET_FROM, NAMED_FROM, type Verdict } from '@/lib/evidence/verdict'
import { BUCKETS_WITH_NONE, NATURES, type BucketOrNone, type Nature, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { alongCurve } from './calibrate'
import { indexed, type Catalogue } from './catalogue'
import { nextQuestions } from './next-questions'
import { tellingWords, WORDING_SIGN } from './wording'
import { bucketOf, bucketShares, findSigns, ranked, weigh, weightOf, type Weighing } from './weigh'

const ALTERNATIVES = 5
/** An alternative below this share is noise. */
const WORTH_NAMING = 0.005

/** The tier of each action before the target or a threat raises it (docs/recoveries.md). */
export const RECOVERY_TIERS: Readonly<Record<RecoveryAction, number>> = {
  resend_verification: 1,
  send_reset_link: 1,
  revoke_sessions: 1,
  unlock_account: 2,
  clear_block: 2,
  re_enable_account: 3,
  issue_bypass: 3,
  remove_factor: 3,
  reset_mfa: 3,
}

/** Decibans from which the words are worth a line. */
const WORDS_TELL = 1

/** The cause that leads, with its place in the catalogue. */
export type Leader = { cause: Cause; place: number; probability: number }

/** What the words as a whole add for a cause, as one line of evidence. */
function wordsOf(catalogue: Catalogue, { cause, place }: Leader, { words, told }: Weighing): Verdict['evidence'] {
  const weight = Math.round((words[place] ?? 0) * 10) / 10
  if (!catalogue.wording || Math.abs(weight) < WORDS_TELL) return []
  const telling = tellingWords(catalogue.wording, told, cause.slug)
  const because = weight > 0 ? `Cases like it are told in such words${telling.length ? `: ${telling.map((word) => `“${word}”`).join(', ')}` : ''}.` : 'Cases like it mostly use other words.'
  return [{ sign: WORDING_SIGN, weight, because, source: 'experience' }]
}

function evidenceOf(catalogue: Catalogue, leader: Leader, weighing: Weighing): Verdict['evidence'] {
  const places = indexed(catalogue).signsOf[leader.place] ?? []
  const evidence: Verdict['evidence'] = []
  for (let at = 0; at < places.length; at += 1) {
    const finding = weighing.findings[places[at]!]
    if (!finding || finding.state === 'unknown') continue
    const weighted = leader.cause.signs[at]!
    const weight = weightOf(weighted, finding)
    if (weight !== 0) evidence.push({ sign: weighted.sign.id, weight, because: finding.because, source: finding.source })
  }
  evidence.push(...wordsOf(catalogue, leader, weighing)) // of equal weights the last
  return evidence.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

function unknownOf(catalogue: Catalogue, { place }: Leader, { findings }: Weighing): Verdict['unknown'] {
  const { signs, signsOf } = indexed(catalogue)
  const unknown: Verdict['unknown'] = []
  for (const at of signsOf[place] ?? []) if ((findings[at]?.state ?? 'unknown') === 'unknown') unknown.push({ sign: signs[at]!.id, ask: signs[at]!.ask })
  return unknown
}

const lookalikesOf = (catalogue: Catalogue, { cause, place }: Leader, { shares }: Weighing): Verdict['lookalikes'] =>
  cause.mistakenFor.map(({ cause: slug, because }, at) => ({ cause: slug, confidence: shares[indexed(catalogue).lookalikes[place]?.[at] ?? -1] ?? 0, because }))

/** The most probable bucket, and whether it is probable enough to be named without a cause. */
function leadingBucket(shares: Record<BucketOrNone, number>): BucketOrNone {
  return BUCKETS_WITH_NONE.reduce((best, bucket) => (shares[bucket] > shares[best] ? bucket : best), 'undetermined' as BucketOrNone)
}

/** The nature that holds most probability: causes of one nature may share it. */
function natureOf(catalogue: Catalogue, { shares }: Weighing): Nature {
  const { nature } = indexed(catalogue).traits
  const natures = NATURES.map(() => 0)
  for (let place = 0; place < shares.length; place += 1) natures[nature[place]!]! += shares[place]!
  return NATURES[natures.reduce((best, share, at) => (share > natures[best]! ? at : best), 0)]!
}

/** Decibans from which a sign counts as a place of its own. */
const TELLS = 4

/** "logs[3]" stands in "logs". */
function placeOf(source: string): string {
  const end = source.indexOf('[')
  return end < 0 ? source : source.slice(0, end)
}

/** Whether more than one place of the case speaks for a cause: one line or one sentence is easily misread, and its signs overlap. */
function toldTwice(evidence: Verdict['evidence']): boolean {
  const telling = evidence.filter(({ sign, weight }) => sign !== WORDING_SIGN && weight >= TELLS)
  return telling.some(({ source }) => placeOf(source) !== placeOf(telling[0]!.source))
}

/** What signs alone must add before 90% and more is stated: words and one telling sign also fit a case that has lost what would tell. */
const SURE_SIGNS = 50
const NEARLY_SURE = 0.89
const signsOf = (evidence: Verdict['evidence']) => evidence.reduce((sum, { sign, weight }) => (sign === WORDING_SIGN ? sum : sum + weight), 0)

/** The probability of the leader and whether it is told twice: what is learnt of how often such verdicts are right. */
export function leaderOf(catalogue: Catalogue, weighing: Weighing): { leader: Leader | null; evidence: Verdict['evidence']; twice: boolean } {
  const { shares, sums } = weighing
  const [place = -1] = ranked(catalogue, weighing, shares.reduce((most, share) => Math.max(most, share), 0))
  const cause = catalogue.causes[place]
  // With nothing in its favour the leader leads by its prior alone: that is no guess worth making.
  const leader = cause && (sums[place] ?? 0) > cause.prior ? { cause, place, probability: shares[place] ?? 0 } : null
  const evidence = leader ? evidenceOf(catalogue, leader, weighing) : []
  return { leader, evidence, twice: toldTwice(evidence) }
}

/** The weighing with the leader's probability as it is to be stated; what is taken from it or given to it, all others share. */
function asStated({ stated: curves }: Catalogue, weighing: Weighing, { place, probability }: Leader, evidence: Verdict['evidence'], twice: boolean): Weighing {
  if (!curves) return weighing
  let second = 0
  for (let at = 0; at < weighing.shares.length; at += 1) if (at !== place) second = Math.max(second, weighing.shares[at]!)
  const borneOut = alongCurve(twice ? curves.twice : curves.once, probability)
  const stated = Math.max(second, twice && signsOf(evidence) >= SURE_SIGNS ? borneOut : Math.min(borneOut, NEARLY_SURE))
  const rest = probability < 1 ? (1 - stated) / (1 - probability) : 0
  const shares = weighing.shares.map((share) => share * rest)
  shares[place] = stated
  const { findings, words, told, sums } = weighing
  return { findings, words, told, sums, shares, none: probability < 1 ? weighing.none * rest : 1 - stated }
}

const NOTHING_KNOWN: Verdict['fix'] = { summary: 'Too little is known yet.', steps: ['Answer the next question, or add the log line of one failed attempt.'] }

/**
 * The verdict on evidence: deterministic, explained line by line, with no clock, database or network. A cause is named
 * from NAMED_FROM on; below, the bucket is named when it alone reaches BUCKET_FROM, and otherwise the answer is "undetermined"
 * with the checks to make.
 */
export function judge(catalogue: Catalogue, facts: Evidence, options: { questions?: boolean } = {}): Verdict {
  const weighed = weigh(catalogue, findSigns(catalogue, facts))
  const { leader, evidence, twice } = leaderOf(catalogue, weighed)
  const weighing = leader ? asStated(catalogue, weighed, leader, evidence, twice) : weighed
  const buckets = bucketShares(catalogue, weighing)
  const cause = leader?.cause ?? null
  const confidence = leader ? (weighing.shares[leader.place] ?? 0) : weighing.none
  const bucket = leadingBucket(buckets)
  return {
    bucket: leader && confidence >= NAMED_FROM ? bucketOf(catalogue, leader.place, weighing.findings) : buckets[bucket] >= BUCKET_FROM ? bucket : 'undetermined',
    nature: leader ? natureOf(catalogue, weighing) : 'fault',
    cause: cause?.slug ?? null,
    confidence,
    buckets,
    alternatives: alternativesOf(catalogue, weighing, leader),
    evidence,
    unknown: leader ? unknownOf(catalogue, leader, weighing) : [],
    lookalikes: leader ? lookalikesOf(catalogue, leader, weighing) : [],
    missing: options.questions === false ? [] : nextQuestions(catalogue, facts, weighed),
    fix: cause ? { summary: cause.fix.summary, steps: [...cause.fix.steps] } : NOTHING_KNOWN,
    recoveries: (cause?.recoveries ?? []).map(({ action }) => ({ action, tier: RECOVERY_TIERS[action] })),
    prior: cause?.prior ?? 0,
    sum: leader ? (weighing.sums[leader.place] ?? 0) : 0,
    events: eventsOf(facts),
  }
}

const alternativesOf = (catalogue: Catalogue, weighing: Weighing, leader: Leader | null): Verdict['alternatives'] =>
  ranked(catalogue, weighing, WORTH_NAMING)
    .filter((place) => place !== leader?.place)
    .slice(0, ALTERNATIVES)
    .flatMap((place) => {
      const cause = catalogue.causes[place]
      return cause ? [{ cause: cause.slug, bucket: bucketOf(catalogue, place, weighing.findings), confidence: weighing.shares[place] ?? 0 }] : []
    })

const eventsOf = (evidence: Evidence): Verdict['events'] =>
  [...evidence.events]
    .sort((a, b) => a.line - b.line)
    .map((event) => ({
      line: event.line,
      format: event.format,
      at: event.at,
      outcome: event.outcome,
      reason: event.reason,
      code: event.code ?? null,
      account: event.attempted ?? event.accountId ?? null,
      ip: event.ip ?? null,
    }))

/** "Undetermined yet" or the bucket's title, for headings. */
export const bucketTitle = (verdict: Pick<Verdict, 'bucket'>) => (verdict.bucket === 'undetermined' ? 'Undetermined' : BUCKET_TITLES[verdict.bucket])
