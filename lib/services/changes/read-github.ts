import { z } from 'zod'
import type { ChangeRecord } from '../ingest/schema'

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
const isoOf = (value: string | null | undefined, now: Date) => (value && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : now.toISOString())
const EMPTY = { labels: [], diff: [], paths: [] }

/**
 * A GitHub webhook as a change, or null for one that changes nothing that runs: a failed or pending deployment, a draft,
 * a push to a branch that is not deployed. Throws ZodError when the payload is not what GitHub documents.
 * https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function readGithub(event: string, payload: unknown, now: Date): ChangeRecord | null {
  if (event === 'deployment_status') return fromDeployment(deploymentStatus.parse(payload), now)
  if (event === 'release') return fromRelease(release.parse(payload), now)
  return event === 'push' ? fromPush(push.parse(payload), now) : null
}

function fromDeployment({ deployment_status: status, deployment, repository: { name } }: z.infer<typeof deploymentStatus>, now: Date): ChangeRecord | null {
  if (status.state !== 'success') return null
  const summary = status.description || deployment.description || `Deploy ${deployment.ref}`
  return { ...EMPTY, id: `deployment-${deployment.id}`, at: isoOf(status.created_at, now), environment: deployment.environment, service: name, kind: /roll ?back|revert/i.test(summary) ? 'rollback' : 'deploy', to: deployment.ref, summary, author: status.creator?.login ?? null, url: webAddress(status.target_url) }
}

function fromRelease({ action, release: published, repository: { name } }: z.infer<typeof release>, now: Date): ChangeRecord | null {
  if (action !== 'published' && action !== 'released') return null
  const summary = [published.name, published.body].filter(Boolean).join(': ').slice(0, 1000)
  return { ...EMPTY, id: `release-${published.id}`, at: isoOf(published.published_at, now), environment: 'production', service: name, kind: 'deploy', to: published.tag_name, summary: summary || published.tag_name, author: published.author?.login ?? null, url: webAddress(published.html_url) }
}

function fromPush({ ref, before, after, commits, head_commit: head, pusher, compare, repository: { name, default_branch: main } }: z.infer<typeof push>, now: Date): ChangeRecord | null {
  if (ref !== `refs/heads/${main ?? 'main'}` || commits.length === 0) return null
  const paths = [...new Set(commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]))].slice(0, MOST_PATHS)
  const summary = commits.map(({ message }) => message.split('\n')[0]).join('; ').slice(0, 1000)
  return { ...EMPTY, paths, id: `push-${after}`, at: isoOf(head?.timestamp, now), environment: 'production', service: name, kind: 'deploy', from: before.slice(0, 12), to: after.slice(0, 12), summary, author: pusher?.name ?? null, url: webAddress(compare) }
}

const webAddress = (url: string | null | undefined) => (url && /^https?:\/\//i.test(url) ? url.slice(0, 2000) : null)
