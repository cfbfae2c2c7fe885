import { AppError } from '@/lib/core/errors'
import { currentAgent } from '@/lib/http/current-agent'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { openSearch } from '@/lib/http/search-token'
import { streamLines } from '@/lib/http/stream-lines'
import { exportAudit } from '@/lib/services/audit/export-audit'

/** The audit under the page's filters as a file, sent while it is read. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await currentAgent()
  try {
    if (!ctx) throw new AppError('unauthenticated', 'Sign in first, then ask for the export again.')
    const { s, ...filters } = Object.fromEntries(new URL(request.url).searchParams)
    const { filename, contentType, lines } = await exportAudit(ctx, { ...filters, q: openSearch(ctx, s) })
    return streamLines(lines, filename, contentType)
  } catch (error) {
    return problemResponse(toProblem(error, ctx?.requestId ?? null))
  }
}
