import { verdictsByStep } from '@/lib/engine/by-step'
import { effectsOf, type AnswerEffect } from '@/lib/engine/next-questions'
import { knownAt } from '@/lib/engine/by-step'
import { causes } from '@/lib/causes'
import { maskView } from '@/lib/core/mask'
import type { Cause } from '@/lib/causes/define'
import type { Evidence } from '@/lib/evidence/evidence'
import { readCase } from '@/lib/evidence/read-case'
import { NAMED_FROM, type Verdict } from '@/lib/evidence/verdict'
import { STEPS, type Step } from '@/lib/evidence/vocabulary'
import { readLine } from '@/lib/formats/recognise'
import { questions } from '@/lib/questions'
import { CATALOGUE } from '../diagnosis/catalogue'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { patternsOf, type PatternLink } from '../patterns/list-patterns'
import { accessState, type AccessState } from '../accounts/access-state'
import { verifiersOf } from '../accounts/verifiers'
import { gatherTicket, type Gathered } from './gather-ticket'
import { loadTicket } from './load-ticket'

export type StepSummary = { step: Step; finding: string; done: boolean }

export type TicketView = {
  gathered: Gathered
  /** The case file as read, unmasked: what every figure of the page is made of. For the engine, never for a page. */
  evidence: Evidence
  access: AccessState | null
  steps: StepSummary[]
  verdict: Verdict
  /** The verdict one step before: what the rail's changes are measured from. */
  before: Verdict | null
  /** The verdicts of the steps that the page shows: all of them on the verdict step, elsewhere this one and the one before. */
  course: { step: Step; verdict: Verdict }[]
  cause: Cause | null
  /** What many fail with now, where this ticket is part of it. */
  pattern: PatternLink | null
  /** The time that counts for this view, epoch ms: a page does not read the clock while it is drawn. */
  nowMs: number
}

/** Everything that a page of the wizard shows for a step: the evidence so far, where it points, and what each step found. */
export async function viewTicket(ctx: ServiceContext, number: number, step: Step): Promise<TicketView> {
  await authorize(ctx, 'read')
  const gathered = await gatherTicket(ctx, await loadTicket(ctx.db.prisma, number))
  const evidence = readCase(gathered.caseFile, readLine)
  const first = step === 'verdict' ? 'experience' : (STEPS[STEPS.indexOf(step) - 1] ?? step)
  const verdicts = verdictsByStep(CATALOGUE, evidence, step, first)
  const course = [...verdicts].map(([reached, verdict]) => ({ step: reached, verdict }))
  const verdict = course.at(-1)?.verdict
  if (!verdict) throw new Error('A step always has a verdict.')
  const access = accessOf(ctx, gathered)
  const signature = gathered.alike?.signature
  citedFirst(gathered, verdict)
  // Judged on everything, shown masked. What an engineer made of it (changes, settings) is nobody's own.
  return {
    gathered: masked(gathered),
    evidence,
    access: maskView(access),
    verdict: maskView(verdict),
    before: maskView(course.at(-2)?.verdict ?? null),
    course: maskView(course),
    cause: causes.find(({ slug }) => slug === verdict.cause) ?? null,
    pattern: signature ? ((await patternsOf(ctx, [signature])).get(signature) ?? null) : null,
    nowMs: ctx.now.getTime(),
    steps: stepsOf(gathered, access, step, verdict),
  }
}

function masked(gathered: Gathered): Gathered {
  const { ticket, events, course, elsewhere, blocks, alike } = gathered
  const shown = maskView({ ticket, events, course, elsewhere, blocks, alike })
  // The reply is what goes to the person: as the engineer wrote it.
  return { ...gathered, ...shown, ticket: { ...shown.ticket, reply: ticket.reply } }
}

/** Puts the changes that the evidence cites before all others: the page opens with what counts. */
function citedFirst(gathered: Gathered, verdict: Verdict): void {
  const weights = new Map<string, number>()
  for (const { source, weight } of verdict.evidence) {
    const index = /^changes\[(\d+)\]$/.exec(source)?.[1]
    const id = index === undefined ? null : gathered.caseFile.changes?.[Number(index)]?.id
    if (id && weight > 0) weights.set(id, Math.max(weights.get(id) ?? 0, weight))
  }
  gathered.changes = [...gathered.changes].sort((a, b) => (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0))
}

/** What each answer to a question would point to, on the evidence of a step. */
export function answerEffects(view: TicketView, question: string, step: Step): AnswerEffect[] {
  const found = questions.find(({ id }) => id === question)
  return found ? effectsOf(CATALOGUE, knownAt(view.evidence, step), found) : []
}

function accessOf(ctx: ServiceContext, { ticket, blocks, config }: Gathered): AccessState | null {
  const { account } = ticket
  if (!account) return null
  return accessState({
    now: ctx.now,
    account,
    factors: account.factors.filter(({ removedAt }) => removedAt === null),
    openSessions: account.sessions.filter(({ endedAt }) => endedAt === null).length,
    linked: account.identities.map(({ provider }) => provider.name),
    blocks,
    verifiers: verifiersOf(config, ticket.environment),
    frozenAt: account.freezes[0]?.at ?? null,
  })
}

function stepsOf({ ticket, course, changes, alike }: Gathered, access: AccessState | null, now: Step, verdict: Verdict): StepSummary[] {
  const people = alike && alike.signature ? `${alike.people} people` : 'one person'
  const suspects = ticket.marks.filter(({ state }) => state === 'suspect').length
  const findings: Readonly<Record<Step, string>> = {
    experience: [ticket.experience?.statusCode, ticket.experience?.message ? 'one message' : null, people].filter(Boolean).join(', '),
    record: access ? (access.blocks ? `Blocked ${access.blocks === 1 ? 'once' : access.blocks === 2 ? 'twice' : `${access.blocks} times`}` : 'Nothing blocks') : ticket.identifier ? 'No record here' : 'Nobody chosen yet',
    changes: suspects ? `${suspects} suspect of ${changes.length}` : `${changes.length} in the window`,
    logs: course.failed ? `${course.failed} failed ${course.failed === 1 ? 'attempt' : 'attempts'}` : 'No failed attempt',
    verdict: now === 'verdict' && verdict.cause !== null && verdict.confidence >= NAMED_FROM ? `${causes.find(({ slug }) => slug === verdict.cause)?.title ?? 'Named'}, ${verdict.confidence > 0.99 ? '>99' : Math.round(verdict.confidence * 100)}%` : now === 'verdict' ? 'Read it' : 'Ready to read',
  }
  return STEPS.map((step) => ({ step, finding: findings[step], done: step !== now && ticket.stepsOpened.includes(step) }))
}
