import { readJsonText } from '@/lib/http/read-records'
import { route } from '@/lib/http/route'
import { diagnoseRequest } from '@/lib/services/diagnosis/diagnose-request'

export const POST = route({ scope: 'diagnose', run: async (_ctx, request) => diagnoseRequest(await readJsonText(request)) })
