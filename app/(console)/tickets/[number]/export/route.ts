import { AppError } from '@/lib/core/errors'
import { currentAgent } from '@/lib/http/current-agent'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { exportCase, exportMarkdown } from '@/lib/services/tickets/export-ticket'

/** A ticket as a file: a case file, or Markdown. */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  const ctx = await currentAgent()
  try {
    if (!ctx) throw new AppError('unauthenticated', 'Sign in first.')
    const { number } = await params
    const ticket = /^\d{1,9}$/.test(number) ? Number(number) : 0
    const markdown = new URL(request.url).searchParams.get('as') === 'markdown'
    const body = markdown ? await exportMarkdown(ctx, ticket) : JSON.stringify(await exportCase(ctx, ticket), null, 2)
    return new Response(body, {
      headers: {
        'content-type': markdown ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="ticket-${ticket}.${markdown ? 'md' : 'case.json'}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return problemResponse(toProblem(error, ctx?.requestId ?? null))
  }
}
