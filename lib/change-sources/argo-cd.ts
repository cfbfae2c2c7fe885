import { z } from 'zod'
import { defineChangeSource } from './define'
import { environmentIn, report, short, text, timeOf } from './report'

const labels = z.record(z.string(), z.string()).nullish()
const application = z.object({
  metadata: z.object({ name: text(100), uid: text(60).nullish(), labels }),
  spec: z.object({ destination: z.object({ namespace: text(100).nullish(), name: text(200).nullish() }).nullish() }).nullish(),
  status: z.object({
    health: z.object({ status: z.string() }).nullish(),
    sync: z.object({ revision: text(100).nullish(), revisions: z.array(text(100)).nullish() }).nullish(),
    operationState: z.object({ phase: z.string(), finishedAt: z.string().nullish(), message: text(1000).nullish(), operation: z.object({ initiatedBy: z.object({ username: text(200).nullish() }).nullish() }).nullish() }).nullish(),
    history: z.array(z.object({ id: z.number(), revision: text(100).nullish() })).nullish(),
    summary: z.object({ images: z.array(text(500)).nullish(), externalURLs: z.array(z.string()).nullish() }).nullish(),
  }),
})
const notification = z.object({ app: application })

const PART_OF = ['app.kubernetes.io/name', 'app']
const ENVIRONMENT = ['environment', 'env', 'app.kubernetes.io/environment']
const labelled = (given: Record<string, string>, names: readonly string[]) => names.map((name) => given[name]).find(Boolean)?.slice(0, 100)

/** registry.example.com:5000/team/auth-service:4.12.0@sha256:… → ['auth-service', '4.12.0'] */
const partsOf = (image: string) => (image.split('@', 1)[0] ?? '').split('/').at(-1)?.split(':') ?? []
/** What runs: the tag of the image that is called like the service, of the only one, or else the commit of the manifests. */
function versionOf(images: readonly string[], service: string): string | null {
  const own = images.map(partsOf).find(([name], _, { length }) => name === service || length === 1)
  return own?.[1] ?? null
}

const APP = (more: { status?: object; labels?: object; images?: string[] } = {}) => ({
  app: {
    metadata: { name: 'auth-service-prod', namespace: 'argocd', uid: '2f5d7c2e-8d0f-4d1c-9d0c-f4f6b1c3a0aa', labels: { 'app.kubernetes.io/name': 'auth-service', ...more.labels } },
    spec: { project: 'identity', source: { repoURL: 'https://github.com/larkfield/deploy.git', path: 'auth-service/prod', targetRevision: 'HEAD' }, destination: { server: 'https://kubernetes.default.svc', namespace: 'identity' } },
    status: {
      health: { status: 'Healthy' }, sync: { status: 'Synced', revision: 'f5b2a1c0d9e8f7061524334251607f8e9dacbdce' },
      operationState: { phase: 'Succeeded', finishedAt: '2026-11-20T10:22:00Z', message: 'successfully synced (all tasks run)', operation: { initiatedBy: { username: 'ines' } } },
      history: [{ id: 41, revision: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567' }, { id: 42, revision: 'f5b2a1c0d9e8f7061524334251607f8e9dacbdce' }],
      summary: { images: more.images ?? ['registry.example.com:5000/identity/auth-service:4.12.0', 'envoyproxy/envoy:v1.30.1'], externalURLs: ['https://login.example.com/'] },
      ...more.status,
    },
  },
})

export default defineChangeSource({
  id: 'argo-cd',
  title: 'Argo CD notifications',
  about: 'Applications that were synced and are healthy. The version is the tag of the image that is called like the service, else the commit of the manifests.',
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/', 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/catalog/'],
  signature: { kind: 'authorization' },
  events: ['on-deployed'],
  setup: 'In argocd-notifications-cm a webhook service with the header Authorization: Bearer $SECRET, and for on-deployed a template whose body is {"app": {{toJson .app}}}. The environment is the label environment or env of the application, else what its name or namespace says.',
  read: (payload, _headers, { now }) => {
    const { app: { metadata, spec, status } } = notification.parse(payload)
    const operation = status.operationState
    if (operation?.phase !== 'Succeeded' || (status.health?.status ?? 'Healthy') !== 'Healthy') return []
    const own = metadata.labels ?? {}
    const service = labelled(own, PART_OF) ?? metadata.name
    const revision = status.sync?.revision ?? status.sync?.revisions?.[0] ?? null
    const last = status.history?.at(-1)
    const to = versionOf(status.summary?.images ?? [], service) ?? (revision === null ? null : short(revision))
    const environment = labelled(own, ENVIRONMENT) ?? environmentIn(metadata.name) ?? environmentIn(spec?.destination?.namespace ?? '')
    const id = `${metadata.uid ?? metadata.name}-${last?.id ?? operation.finishedAt ?? revision ?? ''}`
    const summary = `Sync ${metadata.name}${revision === null ? '' : ` to ${short(revision)}`}`
    return [report({ id, at: timeOf(operation.finishedAt, now), environment, service, kind: 'deploy', to, summary, author: operation.operation?.initiatedBy?.username, url: status.summary?.externalURLs?.[0] })]
  },
  examples: [
    { name: 'an application that was deployed', payload: APP(), changes: [{ id: '2f5d7c2e-8d0f-4d1c-9d0c-f4f6b1c3a0aa-42', at: '2026-11-20T10:22:00.000Z', environment: 'prod', service: 'auth-service', kind: 'deploy', to: '4.12.0', summary: 'Sync auth-service-prod to f5b2a1c0d9e8', author: 'ines' }] },
    { name: 'an environment by label, and manifests without an image of that name', payload: APP({ labels: { env: 'staging' }, images: ['a/one:1.0.0', 'a/two:2.0.0'] }), changes: [{ environment: 'staging', to: 'f5b2a1c0d9e8' }] },
    { name: 'a sync that failed', payload: APP({ status: { operationState: { phase: 'Failed' } } }), changes: [] },
    { name: 'a sync that goes on', payload: APP({ status: { operationState: { phase: 'Running' } } }), changes: [] },
    { name: 'an application that is not healthy', payload: APP({ status: { health: { status: 'Degraded' } } }), changes: [] },
    { name: 'an application that was never synced', payload: APP({ status: { operationState: undefined } }), changes: [] },
  ],
  rejects: [null, [], {}, { app: {} }, { app: { metadata: { name: 7 }, status: {} } }].map((payload) => ({ payload })),
})
