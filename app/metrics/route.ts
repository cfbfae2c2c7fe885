import { expose } from '@/lib/http/metrics/expose'
import { route } from '@/lib/http/route'
import { readState } from '@/lib/services/metrics/read-state'

export const dynamic = 'force-dynamic'

export const GET = route({ scope: 'metrics:read', run: async (ctx) => expose(await readState(ctx), ctx.db.pool) })
