import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { takingIn } from '@/lib/http/taking-in'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'

export const POST = route({ scope: 'events:write', run: (ctx, request) => takingIn(async () => ingestEvents(ctx, await readRequestRecords(request, 'any'))) })
