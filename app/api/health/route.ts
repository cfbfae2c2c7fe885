import { route } from '@/lib/http/route'
import { checkHealth } from '@/lib/services/health'

export const dynamic = 'force-dynamic'

export const GET = route({ scope: null, run: (ctx) => checkHealth(ctx.db) })
