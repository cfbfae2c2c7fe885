import { route } from '@/lib/http/route'
import { readSignedGithub } from '@/lib/http/signed-github'
import { storeChanges } from '@/lib/services/ingest/ingest-changes'

export const POST = route({
  scope: null,
  run: async (ctx, request) => {
    const change = await readSignedGithub(request, ctx.now)
    const hook = { ...ctx, actor: { kind: 'system', id: null, name: 'github' } as const }
    return change ? storeChanges(hook, 'github', [change], [], 1) : { received: 1, stored: 0, duplicate: 0, rejected: 0, problems: [], ignored: 1 }
  },
})
