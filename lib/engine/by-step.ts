import type { Evidence } from '@/lib/evidence/evidence'
import type { Verdict } from '@/lib/evidence/verdict'
import { STEPS, type Step } from '@/lib/evidence/vocabulary'
import type { Catalogue } from './catalogue'
import { judge } from './judge'

/** The evidence that is known once a step has been looked at: what a later step shows is left out. */
export function knownAt(evidence: Evidence, step: Step): Evidence {
  const reached = STEPS.indexOf(step)
  const known = { ...evidence }
  if (reached < STEPS.indexOf('record')) {
    Object.assign(known, { account: null, accountSought: false, elsewhere: [], blocks: [], providers: [], recordText: '' })
  }
  if (reached < STEPS.indexOf('changes')) Object.assign(known, { changes: [], changeText: '', config: [], settingsText: '' })
  if (reached < STEPS.indexOf('logs')) Object.assign(known, { events: [], unrecognised: [], logText: '' })
  return known
}

/**
 * Where everything points after each step from one to another: the rail's figures and their course. The next questions
 * are those of the last. The verdict step shows no evidence that the logs did not: both are one judgement.
 */
export function verdictsByStep(catalogue: Catalogue, evidence: Evidence, until: Step, from: Step = 'experience'): ReadonlyMap<Step, Verdict> {
  const last = judge(catalogue, knownAt(evidence, until))
  const before = (step: Step) => judge(catalogue, knownAt(evidence, step), { questions: false })
  const steps = STEPS.slice(STEPS.indexOf(from), STEPS.indexOf(until) + 1)
  return new Map(steps.map((step) => [step, step === until || (step === 'logs' && until === 'verdict') ? last : before(step)]))
}
