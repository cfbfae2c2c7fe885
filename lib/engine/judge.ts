import { BUCKET_TITLES } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { BUCKET_FROM, NAMED_FROM, type Verdict } from '@/lib/evidence/verdict'
import { BUCKETS_WITH_NONE, type BucketOrNone, type RecoveryAction } from '@/lib/evidence/vocabulary'
import type { Catalogue } from './catalogue'
import { nextQuestions } from './next-questions'
import { bucketOf, bucketShares, findSigns, weigh, weightOf, type Weighed, type Weighing } from './weigh'

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

function evidenceOf({ cause }: Weighed, { findings }: Weighing): Verdict['evidence'] {
  return cause.signs
    .flatMap((weighted) => {
      const finding = findings.get(weighted.sign)
      const weight = weightOf(weighted, finding)
      if (!finding || finding.state === 'unknown' || weight === 0) return []
      return [{ sign: weighted.sign.id, weight, because: finding.because, source: finding.source }]
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

const unknownOf = ({ cause }: Weighed, { findings }: Weighing): Verdict['unknown'] =>
  cause.signs.filter(({ sign }) => findings.get(sign)?.state === 'unknown').map(({ sign }) => ({ sign: sign.id, ask: sign.ask }))

function lookalikesOf({ cause }: Weighed, { causes }: Weighing): Verdict['lookalikes'] {
  return cause.mistakenFor.map(({ cause: slug, because }) => ({
    cause: slug,
    confidence: causes.find((other) => other.cause.slug === slug)?.probability ?? 0,
    because,
  }))
}

/** The most probable bucket, and whether it is probable enough to be named without a cause. */
function leadingBucket(shares: Record<BucketOrNone, number>): BucketOrNone {
  return BUCKETS_WITH_NONE.reduce((best, bucket) => (shares[bucket] > shares[best] ? bucket : best), 'undetermined' as BucketOrNone)
}

/** What one place alone says is stated with less than 90%: one line or one sentence is easily misread, and its signs overlap. */
const ONE_PLACE_MOST = 0.89
/** Decibans from which a sign counts as a second place. */
const TELLS = 4

function stated(probability: number, evidence: Verdict['evidence']): number {
  const places = new Set(evidence.filter(({ weight }) => weight >= TELLS).map(({ source }) => source.replace(/\[.*/, '')))
  return places.size > 1 ? probability : Math.min(probability, ONE_PLACE_MOST)
}

const NOTHING_KNOWN: Verdict['fix'] = { summary: 'Too little is known yet.', steps: ['Answer the next question, or add the log line of one failed attempt.'] }

/**
 * The verdict on evidence: deterministic, explained line by line, with no clock, database or network. A cause is named
 * from NAMED_FROM on; below, the bucket is named when it alone reaches BUCKET_FROM, and otherwise the answer is "undetermined"
 * with the checks to make.
 */
export function judge(catalogue: Catalogue, facts: Evidence, options: { questions?: boolean } = {}): Verdict {
  const weighing = weigh(catalogue, findSigns(catalogue, facts))
  const shares = bucketShares(weighing)
  const leader = weighing.causes[0]
  const named = leader !== undefined && leader.probability >= NAMED_FROM
  const bucket = leadingBucket(shares)
  const sure = named || shares[bucket] >= BUCKET_FROM
  // With nothing in its favour the leader leads by its prior alone: that is no guess worth making.
  const first = leader && leader.sum > leader.cause.prior ? leader : null
  const evidence = first ? evidenceOf(first, weighing) : []
  return {
    bucket: named ? bucketOf(leader.cause, weighing.findings) : sure ? bucket : 'undetermined',
    nature: first?.cause.nature ?? 'fault',
    cause: first?.cause.slug ?? null,
    confidence: first ? stated(first.probability, evidence) : weighing.none,
    buckets: shares,
    alternatives: weighing.causes
      .slice(first ? 1 : 0)
      .filter(({ probability }) => probability >= WORTH_NAMING)
      .slice(0, ALTERNATIVES)
      .map(({ cause, probability }) => ({ cause: cause.slug, bucket: bucketOf(cause, weighing.findings), confidence: probability })),
    evidence,
    unknown: first ? unknownOf(first, weighing) : [],
    lookalikes: first ? lookalikesOf(first, weighing) : [],
    missing: options.questions === false ? [] : nextQuestions(catalogue, facts, weighing),
    fix: first ? { summary: first.cause.fix.summary, steps: [...first.cause.fix.steps] } : NOTHING_KNOWN,
    recoveries: (first?.cause.recoveries ?? []).map(({ action }) => ({ action, tier: RECOVERY_TIERS[action] })),
    prior: first?.cause.prior ?? 0,
    sum: first?.sum ?? 0,
    events: eventsOf(facts),
  }
}

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
