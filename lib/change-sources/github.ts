import { z } from 'zod'
import { defineChangeSource, type ReportedChange } from './define'
import { environmentIn, firstLine, report, short, speaksOfDeploy, speaksOfRollback, text, timeOf, versionOf } from './report'

const repository = z.object({ name: text(100), full_name: text(200), default_branch: z.string().optional() })
const login = z.object({ login: text(200) }).nullish()
const MOST_PATHS = 500

const deploymentStatus = z.object({
  deployment_status: z.object({ id: z.number(), state: z.string(), created_at: z.string(), description: text(1000).nullish(), creator: login, target_url: z.string().nullish() }),
  deployment: z.object({ id: z.number(), ref: text(200), sha: text(60), environment: text(100), description: text(1000).nullish(), transient_environment: z.boolean().nullish() }),
  repository,
})
const release = z.object({
  action: z.string(),
  release: z.object({ id: z.number(), tag_name: text(200), name: text(300).nullish(), body: text(4000).nullish(), published_at: z.string().nullish(), html_url: z.string().nullish(), author: login }),
  repository,
})
const files = z.array(text(500)).default([])
const push = z.object({
  ref: text(300),
  before: text(60),
  after: text(60),
  compare: z.string().nullish(),
  pusher: z.object({ name: text(200) }).nullish(),
  commits: z.array(z.object({ message: text(1000), added: files, modified: files, removed: files })).default([]),
  head_commit: z.object({ timestamp: z.string().nullish() }).nullish(),
  repository,
})
const workflowRun = z.object({
  action: z.string(),
  workflow_run: z.object({
    id: z.number(), name: text(200).nullish(), display_title: text(500).nullish(), path: text(300).nullish(), head_branch: text(300).nullish(), head_sha: text(60), run_attempt: z.number().default(1),
    conclusion: z.string().nullish(), updated_at: z.string().nullish(), html_url: z.string().nullish(), actor: login,
  }),
  repository,
})

function fromDeployment({ deployment_status: status, deployment, repository: { name } }: z.infer<typeof deploymentStatus>, now: Date): ReportedChange[] {
  // An environment that goes with its pull request is a preview.
  if (status.state !== 'success' || deployment.transient_environment) return []
  const summary = status.description || deployment.description || `Deploy ${deployment.ref}`
  const change = {
    id: `deployment-${deployment.id}`, at: timeOf(status.created_at, now), environment: deployment.environment, service: name, kind: speaksOfRollback(summary) ? ('rollback' as const) : ('deploy' as const),
    to: versionOf(deployment.ref, deployment.sha), summary, author: status.creator?.login, url: status.target_url,
  }
  return [report(change, deployment.sha)]
}

function fromRelease({ action, release: published, repository: { name } }: z.infer<typeof release>, now: Date): ReportedChange[] {
  if (action !== 'published' && action !== 'released') return []
  const summary = [published.name, published.body].filter(Boolean).join(': ') || published.tag_name
  return [report({ id: `release-${published.id}`, at: timeOf(published.published_at, now), environment: 'production', service: name, kind: 'deploy', to: published.tag_name, summary, author: published.author?.login, url: published.html_url })]
}

function fromPush({ ref, before, after, commits, head_commit: head, pusher, compare, repository: { name, default_branch: main } }: z.infer<typeof push>, now: Date): ReportedChange[] {
  if (ref !== `refs/heads/${main ?? 'main'}` || commits.length === 0) return []
  const paths = [...new Set(commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]))].slice(0, MOST_PATHS)
  const summary = commits.map(({ message }) => firstLine(message)).join('; ')
  return [report({ id: `push-${after}`, at: timeOf(head?.timestamp, now), environment: 'production', service: name, kind: 'deploy', from: short(before), to: short(after), summary, author: pusher?.name, url: compare, paths })]
}

/** Only a run that brings something live, by the name of its workflow, and only from the branch that runs. */
function fromWorkflow({ action, workflow_run: run, repository: { name, default_branch: main } }: z.infer<typeof workflowRun>, now: Date): ReportedChange[] {
  const called = `${run.name ?? ''} ${run.path ?? ''}`
  if (action !== 'completed' || run.conclusion !== 'success' || !speaksOfDeploy(called)) return []
  if (run.head_branch && run.head_branch !== (main ?? 'main') && !/^v?\d+\.\d/.test(run.head_branch)) return []
  const change = {
    id: `workflow-run-${run.id}-${run.run_attempt}`, at: timeOf(run.updated_at, now), environment: environmentIn(called) ?? 'production', service: name, kind: speaksOfRollback(called) ? ('rollback' as const) : ('deploy' as const),
    to: versionOf(run.head_branch ?? '', run.head_sha), summary: [run.name, run.display_title].filter(Boolean).join(': '), author: run.actor?.login, url: run.html_url,
  }
  return [report(change, run.head_sha)]
}

const REPOSITORY = { id: 41, name: 'auth-service', full_name: 'larkfield/auth-service', default_branch: 'main' }
const SHA = '6dcb09b5b57875f334f61aebed695e2e4193db5e'
const on = (event: string) => ({ 'x-github-event': event, 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' })
const deployed = (status: object, deployment: object = {}) => ({
  action: 'created',
  deployment_status: { id: 8, state: 'success', created_at: '2026-11-21T22:10:00Z', description: '', creator: { login: 'deploy-bot' }, target_url: 'https://github.com/larkfield/auth-service/actions', ...status },
  deployment: { id: 7, ref: 'v4.11.3', sha: SHA, task: 'deploy', environment: 'production', description: null, ...deployment },
  repository: REPOSITORY,
})
const pushed = (more: object = {}) => ({
  ref: 'refs/heads/main', before: 'b'.repeat(40), after: SHA, compare: 'https://github.com/larkfield/auth-service/compare/bbb...6dc', pusher: { name: 'm.lindqvist' },
  head_commit: { timestamp: '2026-11-20T10:00:00+01:00' },
  commits: [{ message: 'Verify argon2id\n\nLong text', added: ['src/password/argon2.ts'], modified: ['README.md'], removed: [] }, { message: 'Wording', modified: ['README.md'] }],
  repository: REPOSITORY, ...more,
})
const ran = (more: object = {}) => ({
  action: 'completed',
  workflow_run: { id: 30433642, name: 'Deploy to staging', display_title: 'Read argon2id', path: '.github/workflows/deploy.yml', head_branch: 'main', head_sha: SHA, run_attempt: 2, conclusion: 'success', updated_at: '2026-11-20T10:22:00Z', html_url: 'https://github.com/larkfield/auth-service/actions/runs/30433642', actor: { login: 'ines' }, ...more },
  repository: REPOSITORY,
})

export default defineChangeSource({
  id: 'github',
  title: 'GitHub',
  about: 'Deployments that went well, releases, pushes to the default branch, and runs of workflows that are called deploy, release, publish, promote or rollback. A deployment names no paths: they come from the push of its commit. A deployment that is only announced counts once its status is success.',
  references: ['https://docs.github.com/en/webhooks/webhook-events-and-payloads', 'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries'],
  signature: { kind: 'hmac', header: 'x-hub-signature-256', algorithm: 'sha256', prefix: 'sha256=' },
  events: ['deployment', 'deployment_status', 'release', 'push', 'workflow_run'],
  setup: 'Repository or organisation, Settings, Webhooks: content type application/json, the secret, and these events. With deployments, leave workflow runs out: they would tell the same twice.',
  read: (payload, headers, { now }) => {
    const event = headers['x-github-event']
    if (event === 'deployment_status') return fromDeployment(deploymentStatus.parse(payload), now)
    if (event === 'release') return fromRelease(release.parse(payload), now)
    if (event === 'push') return fromPush(push.parse(payload), now)
    return event === 'workflow_run' ? fromWorkflow(workflowRun.parse(payload), now) : []
  },
  examples: [
    { name: 'a deployment that went well', headers: on('deployment_status'), payload: deployed({}), changes: [{ id: 'deployment-7', at: '2026-11-21T22:10:00.000Z', environment: 'production', service: 'auth-service', kind: 'deploy', to: 'v4.11.3', summary: 'Deploy v4.11.3', author: 'deploy-bot', commit: SHA }] },
    { name: 'a deployment of a branch', headers: on('deployment_status'), payload: deployed({}, { ref: 'main' }), changes: [{ to: '6dcb09b5b578' }] },
    { name: 'a deployment called a rollback', headers: on('deployment_status'), payload: deployed({}, { description: 'Rollback to 4.11.3' }), changes: [{ kind: 'rollback' }] },
    { name: 'hostile values in a deployment', headers: on('deployment_status'), payload: deployed({ target_url: 'javascript:alert(1)', created_at: '+275760-01-01T00:00:00Z' }, { description: 'a\r\nb\u0000 token=s3cr3t-value' }), changes: [{ summary: 'a b token=[redacted]', url: null, at: '2026-11-24T12:00:00.000Z' }] },
    { name: 'a release', headers: on('release'), payload: { action: 'published', release: { id: 3, tag_name: 'v4.12.0', name: '4.12', body: 'Reads argon2id', published_at: '2026-11-20T10:00:00Z', html_url: 'https://github.com/larkfield/auth-service/releases/3', author: { login: 'ines' } }, repository: REPOSITORY }, changes: [{ id: 'release-3', to: 'v4.12.0', summary: '4.12: Reads argon2id' }] },
    { name: 'a push to the default branch', headers: on('push'), payload: pushed(), changes: [{ id: `push-${SHA}`, at: '2026-11-20T09:00:00.000Z', from: 'bbbbbbbbbbbb', to: '6dcb09b5b578', summary: 'Verify argon2id; Wording', paths: ['src/password/argon2.ts', 'README.md'], author: 'm.lindqvist' }] },
    { name: 'a workflow that deploys', headers: on('workflow_run'), payload: ran(), changes: [{ id: 'workflow-run-30433642-2', environment: 'staging', to: '6dcb09b5b578', summary: 'Deploy to staging: Read argon2id', commit: SHA }] },
    { name: 'a ping', headers: on('ping'), payload: { zen: 'Keep it logically awesome.', hook_id: 1 }, changes: [] },
    { name: 'a deployment that is only announced', headers: on('deployment'), payload: { action: 'created', deployment: { id: 7, ref: 'main', sha: SHA, environment: 'production' }, repository: REPOSITORY }, changes: [] },
    { name: 'a preview', headers: on('deployment_status'), payload: deployed({}, { environment: 'pr-81', transient_environment: true }), changes: [] },
    { name: 'a deployment that failed', headers: on('deployment_status'), payload: deployed({ state: 'failure' }), changes: [] },
    { name: 'a deployment on its way', headers: on('deployment_status'), payload: deployed({ state: 'in_progress' }), changes: [] },
    { name: 'a draft of a release', headers: on('release'), payload: { action: 'created', release: { id: 3, tag_name: 'v1' }, repository: REPOSITORY }, changes: [] },
    { name: 'a push to another branch', headers: on('push'), payload: pushed({ ref: 'refs/heads/feature' }), changes: [] },
    { name: 'a tag', headers: on('push'), payload: pushed({ ref: 'refs/tags/v1.0.0' }), changes: [] },
    { name: 'a push without commits', headers: on('push'), payload: pushed({ commits: [] }), changes: [] },
    { name: 'a workflow that tests', headers: on('workflow_run'), payload: ran({ name: 'Tests', path: '.github/workflows/test.yml' }), changes: [] },
    { name: 'a deploy that failed', headers: on('workflow_run'), payload: ran({ conclusion: 'failure' }), changes: [] },
    { name: 'a deploy of a feature', headers: on('workflow_run'), payload: ran({ head_branch: 'feature' }), changes: [] },
  ],
  rejects: [
    ...[null, 7, 'x', [], {}, { repository: REPOSITORY }, deployed({}, { id: 'seven' }), { ...deployed({}), repository: { name: { not: '' } } }].map((payload) => ({ headers: on('deployment_status'), payload })),
    { headers: on('workflow_run'), payload: { action: 'completed', repository: REPOSITORY } },
  ],
})
