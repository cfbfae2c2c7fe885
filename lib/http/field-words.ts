import type { ZodError } from 'zod'

type Issue = ZodError['issues'][number]

/** What zod says by itself where a schema has no words of its own. */
const BY_ITSELF = /^(Too (big|small)|Invalid|Unrecognized|Expected)/

/** What is wrong with a field, in words for whoever filled it in. */
export function fieldWords(issue: Issue): string {
  if (!BY_ITSELF.test(issue.message)) return issue.message
  if (issue.code === 'too_big' && issue.origin === 'string') return `At most ${issue.maximum} characters.`
  if (issue.code === 'too_small' && issue.origin === 'string') return Number(issue.minimum) <= 1 ? 'This is missing.' : `At least ${issue.minimum} characters.`
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'This is missing.'
  return issue.message
}
