import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { ingestAccounts } from '@/lib/services/ingest/ingest-accounts'

export const POST = route({ scope: 'accounts:write', run: async (ctx, request) => ingestAccounts(ctx, await readRequestRecords(request, 'json')) })
