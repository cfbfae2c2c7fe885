import type { ErrorCode } from '@/lib/core/errors'

/** What a server action hands back to its form: the refusal with what was typed, or what was done. */
export type FormState = {
  problem: { code: ErrorCode; title: string; detail: string; requestId: string | null; errors: readonly { path: string; message: string }[] } | null
  values: Readonly<Record<string, string>>
  done: string | null
}

export type FormAction = (before: FormState, form: FormData) => Promise<FormState>

export const NO_STATE: FormState = { problem: null, values: {}, done: null }

/** What is wrong, in words: messages of fields say what they are about, so the names of the fields stay out. */
export const wordsOf = ({ detail, errors }: NonNullable<FormState['problem']>) => (errors.length ? errors.map(({ message }) => message.charAt(0).toUpperCase() + message.slice(1)).join('. ') : detail)

/** The message for one field, if the refusal names it. */
export const errorOf = (state: FormState, field: string) => state.problem?.errors.find(({ path }) => path === field)?.message
