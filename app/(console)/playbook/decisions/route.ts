import { AppError } from '@/lib/core/errors'
import { currentAgent } from '@/lib/http/current-agent'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { streamLines } from '@/lib/http/stream-lines'
import { exportDecisions } from '@/lib/services/diagnosis/export-decisions'

/** What engineers confirmed and corrected, as labelled cases. */
export async function GET(): Promise<Response> {
  const ctx = await currentAgent()
  try {
    if (!ctx) throw new AppError('unauthenticated', 'Sign in first, then ask for the export again.')
    const { filename, lines } = await exportDecisions(ctx)
    return streamLines(lines, filename, 'application/x-ndjson; charset=utf-8')
  } catch (error) {
    return problemResponse(toProblem(error, ctx?.requestId ?? null))
  }
}
