import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { ingestChanges } from '@/lib/services/ingest/ingest-changes'

export const POST = route({ scope: 'changes:write', run: async (ctx, request) => ingestChanges(ctx, { records: await readRequestRecords(request, 'json') }) })
