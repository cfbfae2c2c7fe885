import { setImmediate as breathe } from 'node:timers/promises'
import { AppError } from '@/lib/core/errors'
import { maskView } from '@/lib/core/mask'
import type { Verdict } from '@/lib/evidence/verdict'
import { diagnoseCase } from './diagnose-case'

const MOST = 1_000
const AT_ONCE = 10

type Failed = { error: { type: string; detail: string } }

/** One case, or { "cases": [ … ] } with at most 1,000: a case that is none gets its problem in its place. Throws AppError('invalid'). */
export async function diagnoseRequest(body: string): Promise<Verdict | { verdicts: (Verdict | Failed)[] }> {
  const value = parse(body)
  if (typeof value !== 'object' || value === null || !('cases' in value)) return maskView(diagnoseCase(value))
  if (!Array.isArray(value.cases) || value.cases.length > MOST) throw new AppError('invalid', `"cases" is a list of at most ${MOST} cases.`)
  const verdicts: (Verdict | Failed)[] = []
  for (const one of value.cases as unknown[]) {
    verdicts.push(answer(one))
    // Others are served in between: a thousand cases take seconds.
    if (verdicts.length % AT_ONCE === 0) await breathe()
  }
  return { verdicts }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new AppError('invalid', 'The body is not JSON.')
  }
}

function answer(input: unknown): Verdict | Failed {
  try {
    return maskView(diagnoseCase(input))
  } catch (error) {
    if (error instanceof AppError) return { error: { type: `/problems/${error.code}`, detail: error.message } }
    throw error
  }
}
