import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'

export const POST = route({ scope: 'events:write', run: async (ctx, request) => ingestEvents(ctx, await readRequestRecords(request, 'any')) })
