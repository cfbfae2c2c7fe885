import { consoleKey } from '@/lib/http/console-key'
import { readRequestRecords } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { takingIn } from '@/lib/http/taking-in'
import { ingestConfig } from '@/lib/services/ingest/ingest-config'

export const POST = route({ scope: 'config:write', run: (ctx, request) => takingIn(async () => ingestConfig(ctx, { ...(await readRequestRecords(request, 'json')), key: consoleKey() })) })
