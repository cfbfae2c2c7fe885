import type { ServiceContext } from '../context'
import type { GithubChange } from '../changes/read-github'
import { storeChanges } from './ingest-changes'
import { environmentName } from './places'
import type { IngestResult } from './schema'

const SOURCE = 'github'

/**
 * Stores what a signed GitHub delivery tells. A deployment names a commit only: its paths come from the push that brought
 * it. A delivery that changes nothing that runs is ignored and said so.
 */
export async function ingestGithub(ctx: ServiceContext, found: GithubChange | null): Promise<IngestResult & { ignored: number }> {
  if (found === null) return { received: 0, stored: 0, duplicate: 0, rejected: 0, problems: [], ignored: 1 }
  const { change, commit } = found
  const pushed = commit === null ? null : await ctx.db.prisma.change.findUnique({ where: { source_sourceId: { source: SOURCE, sourceId: `push-${commit}` } } })
  const placed = { ...change, environment: environmentName(change.environment, 'production'), paths: change.paths.length > 0 ? change.paths : (pushed?.paths ?? []) }
  return { ...(await storeChanges(ctx, { source: SOURCE, changes: [placed], problems: [], received: 1, key: '' })), ignored: 0 }
}
