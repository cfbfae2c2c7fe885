import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { AppError } from '@/lib/core/errors'
import type { ServiceContext } from '@/lib/services/context'
import { actingAgent } from './current-agent'
import { toProblem, type Problem } from './problem'
import { requestIdOf } from './request-context'

/** What a form gets back: the refusal with everything that was typed, or what was done. */
export type ActionState = {
  problem: Pick<Problem, 'code' | 'title' | 'detail' | 'requestId' | 'errors'> | null
  values: Readonly<Record<string, string>>
  done: string | null
}

/** Fields that are never sent back to a page. */
const UNREPEATED = /password|secret|token|^code$|^stepUpCode$/i

/** The fields of a form as plain text; a name that ends in [] collects its values. Files are not text and are dropped. */
export function readForm(form: FormData): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  for (const key of new Set(form.keys())) {
    if (key.startsWith('$ACTION')) continue
    const values = form.getAll(key).filter((value) => typeof value === 'string')
    if (key.endsWith('[]')) fields[key.slice(0, -2)] = values
    else fields[key] = values.at(-1) ?? ''
  }
  return fields
}

export type Fields = Record<string, string | string[]>

/** What was typed, for the form to show again; the values of a list stand on a line each. */
function typed(fields: Fields): Record<string, string> {
  const kept = Object.entries(fields).filter(([key]) => !UNREPEATED.test(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, typeof value === 'string' ? value : value.join('\n')]))
}

/** A refusal as what the form gets back. */
export function toState(error: unknown, requestId: string | null, fields: Fields): ActionState {
  const { code, title, detail, errors } = toProblem(error, requestId)
  return { problem: { code, title, detail, requestId, errors }, values: typed(fields), done: null }
}

/**
 * Runs a verb for a form: origin, session, then the verb, whose own schema reads the fields. Every error comes back as
 * a state that keeps what was typed. A redirect inside passes through. Returns the verb's text for `done`, if any.
 */
export async function act(form: FormData, verb: (ctx: ServiceContext, fields: Fields) => Promise<string | void>): Promise<ActionState> {
  const headerStore = await headers()
  const fields = readForm(form)
  try {
    const ctx = await actingAgent()
    if (!ctx) throw new AppError('unauthenticated', 'Your session has ended. Sign in in another tab, then send this again: nothing that you typed is lost.')
    return { problem: null, values: {}, done: (await verb(ctx, fields)) ?? 'Done' }
  } catch (error) {
    unstable_rethrow(error)
    return toState(error, requestIdOf(headerStore), fields)
  }
}
