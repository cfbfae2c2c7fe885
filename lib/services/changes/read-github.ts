import { z } from 'zod'
import { changeRecordSchema, type ChangeRecord } from '../ingest/schema'

const text = (max: number) => z.string().transform((value) => value.slice(0, max))
const repository = z.object({ name: text(100), full_name: text(200), default_branch: z.string().optional() })
const login = z.object({ login: text(200) }).nullish()

const deploymentStatus = z.object({
  deployment_status: z.object({ id: z.number(), state: z.string(), created_at: z.string(), description: text(1000).nullish(), creator: login, target_url: z.string().nullish() }),
  deployment: z.object({ id: z.number(), ref: text(200), sha: text(60), environment: text(100), description: text(1000).nullish(), payload: z.unknown().optional() }),
  repository,
})
const release = z.object({
  action: z.string(),
  release: z.object({ id: z.number(), tag_name: text(200), name: text(300).nullish(), body: text(4000).nullish(), published_at: z.string().nullish(), html_url: z.string().nullish(), author: login }),
  repository,
})
const push = z.object({
  ref: text(300),
  before: text(60),
  after: text(60),
  compare: z.string().nullish(),
  pusher: z.object({ name: text(200) }).nullish(),
  commits: z.array(z.object({ message: text(1000), timestamp: z.string().nullish(), added: z.array(text(500)).default([]), modified: z.array(text(500)).default([]), removed: z.array(text(500)).default([]) })).default([]),
  head_commit: z.object({ timestamp: z.string().nullish(), message: text(1000) }).nullish(),
  repository,
})

const MOST_PATHS = 500
const DAY = 86_400_000
/** GitHub came to be in 2008: a time before that, or of the day after tomorrow, is none. */
const EARLIEST = Date.UTC(2008, 0, 1)

function isoOf(value: string | null | undefined, now: Date): string {
  const at = Date.parse(value ?? '')
  return new Date(at >= EARLIEST && at <= now.getTime() + DAY ? at : now).toISOString()
}

/** A change with the commit that it deploys, where GitHub names no paths itself. */
export type GithubChange = { change: ChangeRecord; commit: string | null }

/** The same bounds as for any other change: a webhook's texts are hostile until read. */
const checked = (change: z.input<typeof changeRecordSchema>, commit: string | null = null): GithubChange => ({ change: changeRecordSchema.parse(change), commit })

/** A branch is no version: there the commit says what runs. */
const versionOf = (ref: string, sha: string) => (/^v?\d+\.\d/.test(ref) ? ref : sha.slice(0, 12))
const EMPTY = { labels: [], diff: [], paths: [] }

/**
 * A GitHub webhook as a change, or null for one that changes nothing that runs: a failed or pending deployment, a draft,
 * a push to a branch that is not deployed. Throws ZodError when the payload is not what GitHub documents.
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function readGithub(event: string, payload: unknown, now: Date): GithubChange | null {
  if (event === 'deployment_status') return fromDeployment(deploymentStatus.parse(payload), now)
  if (event === 'release') return fromRelease(release.parse(payload), now)
  return event === 'push' ? fromPush(push.parse(payload), now) : null
}

function fromDeployment({ deployment_status: status, deployment, repository: { name } }: z.infer<typeof deploymentStatus>, now: Date): GithubChange | null {
  if (status.state !== 'success') return null
  const summary = status.description || deployment.description || `Deploy ${deployment.ref}`
  return checked({ ...EMPTY, id: `deployment-${deployment.id}`, at: isoOf(status.created_at, now), environment: deployment.environment, service: name, kind: /roll ?back|revert/i.test(summary) ? 'rollback' : 'deploy', to: versionOf(deployment.ref, deployment.sha), summary, author: status.creator?.login ?? null, url: webAddress(status.target_url) }, deployment.sha)
}

function fromRelease({ action, release: published, repository: { name } }: z.infer<typeof release>, now: Date): GithubChange | null {
  if (action !== 'published' && action !== 'released') return null
  const summary = [published.name, published.body].filter(Boolean).join(': ').slice(0, 1000)
  return checked({ ...EMPTY, id: `release-${published.id}`, at: isoOf(published.published_at, now), environment: 'production', service: name, kind: 'deploy', to: published.tag_name, summary: summary || published.tag_name, author: published.author?.login ?? null, url: webAddress(published.html_url) })
}

function fromPush({ ref, before, after, commits, head_commit: head, pusher, compare, repository: { name, default_branch: main } }: z.infer<typeof push>, now: Date): GithubChange | null {
  if (ref !== `refs/heads/${main ?? 'main'}` || commits.length === 0) return null
  const paths = [...new Set(commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]))].slice(0, MOST_PATHS)
  const summary = commits.map(({ message }) => message.split('\n')[0]).join('; ').slice(0, 1000)
  return checked({ ...EMPTY, paths, id: `push-${after}`, at: isoOf(head?.timestamp, now), environment: 'production', service: name, kind: 'deploy', from: before.slice(0, 12), to: after.slice(0, 12), summary, author: pusher?.name ?? null, url: webAddress(compare) })
}

const webAddress = (url: string | null | undefined) => (url && url.length <= 2000 && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null)
