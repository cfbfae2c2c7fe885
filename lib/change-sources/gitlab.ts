import { z } from 'zod'
import { defineChangeSource, type ReportedChange } from './define'
import { firstLine, report, speaksOfRollback, text, timeOf, versionOf } from './report'

const project = z.object({ name: text(100), path_with_namespace: text(300).nullish(), web_url: z.string().nullish() })
/** The name in the address: a project’s title may be any words. */
const serviceOf = ({ name, path_with_namespace: path }: z.infer<typeof project>) => (path?.split('/').at(-1) || name).slice(0, 100)
/** Lives as long as its branch. */
const isReview = (environment: string) => /^review(?:\/|$)/i.test(environment)

const user = z.object({ username: text(200) }).nullish()

const deployment = z.object({
  status: z.string(), status_changed_at: z.string().nullish(), deployment_id: z.number(), deployable_url: z.string().nullish(), environment: text(100),
  project, short_sha: text(60).nullish(), user, commit_url: text(1000).nullish(), commit_title: text(1000).nullish(), ref: text(200).nullish(),
})
const pipeline = z.object({
  object_attributes: z.object({ id: z.number(), ref: text(200), sha: text(60), status: z.string(), finished_at: z.string().nullish(), url: z.string().nullish() }),
  project,
  user,
  commit: z.object({ message: text(1000) }).nullish(),
  builds: z.array(z.object({ status: z.string(), name: text(200).nullish(), environment: z.object({ name: text(100), action: z.string().nullish() }).nullish() })).default([]),
})

/** The whole commit stands in its address only. */
const commitOf = (url: string | null | undefined) => /\/commit\/([0-9a-f]{40})$/.exec(url ?? '')?.[1] ?? null

function fromDeployment(given: z.infer<typeof deployment>, now: Date): ReportedChange[] {
  if (given.status !== 'success' || isReview(given.environment)) return []
  const commit = commitOf(given.commit_url)
  const summary = given.commit_title || `Deploy ${given.ref ?? given.short_sha ?? ''}`
  const change = {
    id: `deployment-${given.deployment_id}`, at: timeOf(given.status_changed_at, now), environment: given.environment, service: serviceOf(given.project), kind: speaksOfRollback(summary) ? ('rollback' as const) : ('deploy' as const),
    to: versionOf(given.ref ?? '', commit ?? given.short_sha ?? ''), summary, author: given.user?.username, url: given.deployable_url,
  }
  return [report(change, commit)]
}

/** One change for each environment that a job of the pipeline deployed to. */
function fromPipeline({ object_attributes: run, project: of, user: by, commit, builds }: z.infer<typeof pipeline>, now: Date): ReportedChange[] {
  if (run.status !== 'success') return []
  const started = builds.filter(({ status, environment }) => status === 'success' && (environment?.action ?? 'start') === 'start').flatMap(({ environment }) => environment?.name ?? [])
  return [...new Set(started)].filter((environment) => !isReview(environment)).map((environment) =>
    report({ id: `pipeline-${run.id}-${environment}`, at: timeOf(run.finished_at, now), environment, service: serviceOf(of), kind: 'deploy', to: versionOf(run.ref, run.sha), summary: firstLine(commit?.message ?? '') || `Pipeline ${run.id} on ${run.ref}`, author: by?.username, url: run.url }, run.sha),
  )
}

const PROJECT = { id: 30, name: 'Auth Service', path_with_namespace: 'larkfield/auth-service', web_url: 'https://gitlab.example.com/larkfield/auth-service', default_branch: 'main' }
const SHA = '279484c09fbe69ededfced8c1bb6e6d24616b468'
const deployed = (more: object = {}) => ({
  object_kind: 'deployment', status: 'success', status_changed_at: '2026-11-20 21:50:00 +0200', deployment_id: 15, deployable_id: 796, deployable_url: 'https://gitlab.example.com/larkfield/auth-service/-/jobs/796', environment: 'staging', environment_tier: 'staging',
  project: PROJECT, short_sha: '279484c0', user: { id: 1, name: 'Ines Duarte', username: 'ines' }, commit_url: `https://gitlab.example.com/larkfield/auth-service/-/commit/${SHA}`, commit_title: 'Add new file', ref: 'main', ...more,
})
const ran = (attributes: object = {}, environment: object | null = { name: 'production', action: 'start', deployment_tier: 'production' }) => ({
  object_kind: 'pipeline',
  object_attributes: { id: 31, iid: 3, ref: 'main', tag: false, sha: SHA, before_sha: '0'.repeat(40), source: 'push', status: 'success', created_at: '2026-11-20 15:23:28 UTC', finished_at: '2026-11-20 15:26:29 UTC', duration: 63, url: 'https://gitlab.example.com/larkfield/auth-service/-/pipelines/31', ...attributes },
  user: { id: 1, username: 'ines' }, project: PROJECT, commit: { id: SHA, message: 'Verify argon2id\n\nAs agreed' },
  builds: [{ id: 380, stage: 'deploy', name: 'production', status: 'success', environment }, { id: 377, stage: 'test', name: 'test', status: 'success', environment: null }, { id: 381, stage: 'deploy', name: 'review', status: 'skipped', environment: { name: 'review', action: 'start' } }],
})

export default defineChangeSource({
  id: 'gitlab',
  title: 'GitLab',
  about: 'Deployments that went well, and pipelines of which a job deployed to an environment. Review apps are ignored.',
  references: ['https://docs.gitlab.com/user/project/integrations/webhook_events/', 'https://docs.gitlab.com/user/project/integrations/webhooks/'],
  signature: { kind: 'token', header: 'x-gitlab-token' },
  events: ['Deployment Hook', 'Pipeline Hook'],
  setup: 'Project or group, Settings, Webhooks: the secret as secret token, and deployment events. Pipeline events only where jobs deploy without deployments: both would tell the same twice.',
  read: (payload, _headers, { now }) => {
    const { object_kind: kind } = z.object({ object_kind: z.string() }).parse(payload)
    if (kind === 'deployment') return fromDeployment(deployment.parse(payload), now)
    return kind === 'pipeline' ? fromPipeline(pipeline.parse(payload), now) : []
  },
  examples: [
    { name: 'a deployment that went well', payload: deployed(), changes: [{ id: 'deployment-15', at: '2026-11-20T19:50:00.000Z', environment: 'staging', service: 'auth-service', kind: 'deploy', to: '279484c09fbe', summary: 'Add new file', author: 'ines', commit: SHA }] },
    { name: 'a deployment of a tag', payload: deployed({ ref: 'v4.11.3', commit_title: 'Revert "Read argon2id"' }), changes: [{ to: 'v4.11.3', kind: 'rollback' }] },
    { name: 'a pipeline that deployed', payload: ran(), changes: [{ id: 'pipeline-31-production', at: '2026-11-20T15:26:29.000Z', environment: 'production', to: '279484c09fbe', summary: 'Verify argon2id', commit: SHA }] },
    { name: 'a deployment on its way', payload: deployed({ status: 'running' }), changes: [] },
    { name: 'a review app', payload: deployed({ environment: 'review/new-login', environment_tier: 'development' }), changes: [] },
    { name: 'a deployment that failed', payload: deployed({ status: 'failed' }), changes: [] },
    { name: 'a pipeline that failed', payload: ran({ status: 'failed' }), changes: [] },
    { name: 'a pipeline that only tests', payload: ran({}, null), changes: [] },
    { name: 'a pipeline that takes an environment down', payload: ran({}, { name: 'production', action: 'stop' }), changes: [] },
    { name: 'a merge request', payload: { object_kind: 'merge_request', project: PROJECT }, changes: [] },
  ],
  rejects: [null, [], {}, deployed({ deployment_id: 'x' }), deployed({ project: null }), { object_kind: 'pipeline' }].map((payload) => ({ payload })),
})
