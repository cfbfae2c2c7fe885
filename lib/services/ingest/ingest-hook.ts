import { CHANGE_SOURCES } from '@/lib/change-sources'
import { signatureFits } from '@/lib/change-sources/check-signature'
import { secretVariable, type ChangeSource, type Headers, type ReportedChange } from '@/lib/change-sources/define'
import { environmentName } from '@/lib/core/environment-name'
import { AppError } from '@/lib/core/errors'
import { env } from '@/lib/env'
import type { ServiceContext } from '../context'
import { storeChanges } from './ingest-changes'
import type { HookResult } from './schema'

export type HookDelivery = {
  source: string
  headers: Headers
  /** Read only when there is a secret to check it by. */
  body: () => Promise<Buffer>
  /** The console's own for fingerprints. */
  key: string
}

/**
 * Stores what a source of changes reports by its webhook, signed or with its secret. The same delivery again is a
 * duplicate; one that changes nothing that runs is ignored and said so. Throws AppError: not_found for an unknown source,
 * unavailable without a secret, unauthenticated for a wrong signature, invalid for no JSON; ZodError for another shape.
 */
export async function ingestHook(ctx: ServiceContext, { source: id, headers, body, key }: HookDelivery): Promise<HookResult> {
  const source = CHANGE_SOURCES.find((entry) => entry.id === id)
  if (!source) throw new AppError('not_found', `There is no such source of changes. Known are ${CHANGE_SOURCES.map((entry) => entry.id).join(', ')}.`)
  const found = source.read(await provenPayload(source, headers, body), headers, { now: ctx.now, mapping: env().GENERIC_WEBHOOK_MAPPING ?? null })
  if (found.length === 0) return { received: 0, stored: 0, duplicate: 0, rejected: 0, problems: [], ignored: 1 }
  const paths = await pathsOfPushes(ctx, id, found)
  const changes = found.map((change) => ({ ...change, environment: environmentName(change.environment, 'production'), paths: change.paths.length > 0 ? change.paths : (paths.get(change.commit ?? '') ?? []) }))
  const named: ServiceContext = { ...ctx, actor: { kind: 'system', id: null, name: id } }
  return { ...(await storeChanges(named, { source: id, changes, problems: [], received: changes.length, key })), ignored: 0 }
}

async function provenPayload(source: ChangeSource, headers: Headers, body: HookDelivery['body']): Promise<unknown> {
  const variable = secretVariable(source.id)
  const secret = env().webhookSecrets[variable]
  if (!secret) throw new AppError('unavailable', `No secret is set for this hook. Set ${variable} to the secret of the webhook.`)
  const bytes = await body()
  if (!signatureFits(source.signature, secret, headers, bytes)) throw new AppError('unauthenticated', source.signature.kind === 'hmac' ? 'The signature does not fit the body.' : 'The secret is not the one that is set for this hook.')
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    throw new AppError('invalid', 'The body is not JSON. Choose the content type application/json for the webhook.')
  }
}

/** A deployment names a commit only: its paths come from the push that brought it. */
async function pathsOfPushes(ctx: ServiceContext, source: string, found: readonly ReportedChange[]): Promise<Map<string, string[]>> {
  const commits = [...new Set(found.flatMap(({ commit, paths }) => (commit === null || paths.length > 0 ? [] : [commit])))]
  if (commits.length === 0) return new Map()
  const pushes = await ctx.db.prisma.change.findMany({ where: { source, sourceId: { in: commits.map((commit) => `push-${commit}`) } }, select: { sourceId: true, paths: true }, take: commits.length })
  return new Map(pushes.map(({ sourceId, paths }) => [sourceId.slice('push-'.length), paths]))
}
