import type { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { SplitRecord } from '@/lib/formats/split-records'
import type { IngestProblem } from './schema'

/** Enough to mend a batch by; the rest are counted only. */
const SHOWN_PROBLEMS = 1_000

export const firstProblems = (problems: readonly IngestProblem[]) => problems.slice(0, SHOWN_PROBLEMS)

/** Checks each record by itself: one bad record costs itself only. Throws AppError('invalid') when none can be read. */
export function readRecords<T>(records: readonly SplitRecord[], schema: z.ZodType<T>): { good: T[]; problems: IngestProblem[] } {
  const good: T[] = []
  const problems: IngestProblem[] = []
  for (const record of records) {
    if ('problem' in record) {
      problems.push({ index: record.index, type: '/problems/invalid', detail: record.problem })
      continue
    }
    const parsed = schema.safeParse(record.value)
    if (parsed.success) good.push(parsed.data)
    else problems.push({ index: record.index, type: '/problems/invalid', detail: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 500) })
  }
  if (good.length === 0) throw new AppError('invalid', problems[0]?.detail ?? 'There is no record in the body.', { fields: problems.slice(0, 20).map(({ index, detail }) => ({ path: `[${index}]`, message: detail })) })
  return { good, problems }
}
