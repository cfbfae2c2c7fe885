import { consoleKey } from '@/lib/http/console-key'
import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { takingIn } from '@/lib/http/taking-in'
import { ingestChanges } from '@/lib/services/ingest/ingest-changes'

export const POST = route({ scope: 'changes:write', run: (ctx, request) => takingIn(async () => ingestChanges(ctx, { ...(await readRequestRecords(request, 'json')), key: consoleKey() })) })
