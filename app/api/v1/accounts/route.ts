import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { takingIn } from '@/lib/http/taking-in'
import { ingestAccounts } from '@/lib/services/ingest/ingest-accounts'

export const POST = route({ scope: 'accounts:write', run: (ctx, request) => takingIn(async () => ingestAccounts(ctx, await readRequestRecords(request, 'json'))) })
