import { consoleKey } from '@/lib/http/console-key'
import { readBody } from '@/lib/http/read-body'
import { route } from '@/lib/http/route'
import { ingestHook } from '@/lib/services/ingest/ingest-hook'

export async function POST(request: Request, { params }: { params: Promise<{ source: string }> }): Promise<Response> {
  const { source } = await params
  const receive = route({
    scope: null,
    run: async (ctx, { headers }) => ingestHook(ctx, { source, headers: Object.fromEntries(headers), body: () => readBody(request), key: consoleKey() }),
  })
  return receive(request)
}
