import { route } from '@/lib/http/route'
import { readSignedGithub } from '@/lib/http/signed-github'
import { ingestGithub } from '@/lib/services/ingest/ingest-github'

export const POST = route({
  scope: null,
  run: async (ctx, request) => ingestGithub({ ...ctx, actor: { kind: 'system', id: null, name: 'github' } }, await readSignedGithub(request, ctx.now)),
})
