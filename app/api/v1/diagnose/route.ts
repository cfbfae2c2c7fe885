import { readBody } from '@/lib/http/read-body'
import { route } from '@/lib/http/route'
import { diagnoseRequest } from '@/lib/services/diagnosis/diagnose-request'

export const POST = route({ scope: 'diagnose', run: async (_ctx, request) => diagnoseRequest((await readBody(request)).toString('utf8')) })
