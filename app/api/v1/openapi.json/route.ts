import { publicUrl } from '@/lib/env'
import { openApi } from '@/lib/services/openapi'

export const dynamic = 'force-dynamic'

export const GET = () => Response.json(openApi(publicUrl()))
