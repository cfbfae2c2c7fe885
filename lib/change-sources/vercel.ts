import { z } from 'zod'
import { defineChangeSource } from './define'
import { firstLine, report, short, text, timeOf } from './report'

const meta = z.object({ githubCommitSha: text(60), githubCommitMessage: text(1000), githubCommitAuthorLogin: text(200), gitlabCommitSha: text(60), gitlabCommitMessage: text(1000), gitlabCommitAuthorLogin: text(200), bitbucketCommitSha: text(60), bitbucketCommitMessage: text(1000) }).partial().nullish()
const webhook = z.object({
  id: text(200),
  createdAt: z.union([z.number(), z.string()]).nullish(),
  payload: z.object({
    deployment: z.object({ id: text(200), name: text(100), url: text(500).nullish(), meta }),
    links: z.object({ deployment: z.string().nullish() }).nullish(),
    target: text(100).nullish(),
  }),
})

const sent = (type: string, payload: object = {}) => ({
  id: 'uev_9GkZ1yq7dPsyB0t8yx3nVb5l', type, createdAt: 1763634120000, region: 'fra1',
  payload: {
    team: { id: 'team_4f2' }, user: { id: 'usr_81c' }, alias: ['www.example.com'],
    deployment: { id: 'dpl_5WJWYSyB7BpgTj3EuwF37WMRBXBtPQ2iTMJHJBJyRfd', name: 'web-app', url: 'web-app-8s2l.vercel.app', meta: { githubCommitSha: 'def789abc012def789abc012def789abc012def7', githubCommitRef: 'main', githubCommitMessage: 'Set SameSite on the session cookie\n\nLonger', githubCommitAuthorLogin: 'ines' } },
    links: { deployment: 'https://vercel.com/larkfield/web-app/5WJW', project: 'https://vercel.com/larkfield/web-app' }, target: 'production', project: { id: 'prj_1' }, plan: 'pro', regions: ['fra1'], ...payload,
  },
})

export default defineChangeSource({
  id: 'vercel',
  title: 'Vercel',
  about: 'Deployments to production or to another named target, and deployments that were promoted: an older one that is promoted again is a step back, which its version shows. Previews are ignored.',
  references: ['https://vercel.com/docs/webhooks/webhooks-api'],
  signature: { kind: 'hmac', header: 'x-vercel-signature', algorithm: 'sha1', prefix: '' },
  events: ['deployment.succeeded', 'deployment.promoted'],
  setup: 'Team settings, Webhooks: these events and this address. Vercel makes the secret and shows it once.',
  read: (payload, _headers, { now }) => {
    const { type } = z.object({ type: z.string() }).parse(payload)
    if (type !== 'deployment.succeeded' && type !== 'deployment.promoted') return []
    const { id, createdAt, payload: { deployment, links, target } } = webhook.parse(payload)
    const promoted = type === 'deployment.promoted'
    if (!promoted && !target) return []
    const { meta: about } = deployment
    const commit = about?.githubCommitSha ?? about?.gitlabCommitSha ?? about?.bitbucketCommitSha ?? null
    const message = about?.githubCommitMessage ?? about?.gitlabCommitMessage ?? about?.bitbucketCommitMessage ?? ''
    const change = {
      id: promoted ? `promoted-${id}` : deployment.id, at: timeOf(createdAt, now), environment: target || 'production', service: deployment.name, kind: 'deploy' as const, to: commit === null ? deployment.id : short(commit),
      summary: firstLine(message) || `${promoted ? 'Promote' : 'Deploy'} ${deployment.url ?? deployment.id}`, author: about?.githubCommitAuthorLogin ?? about?.gitlabCommitAuthorLogin, url: links?.deployment,
    }
    return [report(change, commit)]
  },
  examples: [
    { name: 'a deployment to production', payload: sent('deployment.succeeded'), changes: [{ id: 'dpl_5WJWYSyB7BpgTj3EuwF37WMRBXBtPQ2iTMJHJBJyRfd', at: '2025-11-20T10:22:00.000Z', environment: 'production', service: 'web-app', kind: 'deploy', to: 'def789abc012', summary: 'Set SameSite on the session cookie', author: 'ines', url: 'https://vercel.com/larkfield/web-app/5WJW' }] },
    { name: 'a deployment that was promoted', payload: sent('deployment.promoted', { target: null }), changes: [{ id: 'promoted-uev_9GkZ1yq7dPsyB0t8yx3nVb5l', environment: 'production' }] },
    { name: 'a preview', payload: sent('deployment.succeeded', { target: null }), changes: [] },
    { name: 'a deployment that failed', payload: sent('deployment.error'), changes: [] },
    { name: 'a project', payload: { id: 'uev_1', type: 'project.created', payload: {} }, changes: [] },
  ],
  rejects: [null, [], {}, { type: 7 }, { id: 'x', type: 'deployment.succeeded', payload: {} }, sent('deployment.succeeded', { deployment: { id: 7 } })].map((payload) => ({ payload })),
})
