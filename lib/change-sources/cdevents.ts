import { z } from 'zod'
import type { ChangeKind } from '@/lib/evidence/vocabulary'
import { defineChangeSource, type Headers } from './define'
import { report, short, text, timeOf } from './report'

const event = z.object({
  context: z.object({ id: text(250), source: text(500).nullish(), type: z.string(), timestamp: z.string().nullish(), version: z.string().nullish() }),
  subject: z.object({
    id: text(500),
    content: z.object({ environment: z.object({ id: text(100), name: text(100).nullish() }), artifactId: text(1000).nullish() }),
  }),
})

/** dev.cdevents.service.deployed.0.2.0 → deployed */
const predicateOf = (type: string) => /^dev\.cdevents\.service\.([a-z]{1,30})\./.exec(type)?.[1]
const KINDS: Readonly<Record<string, ChangeKind>> = { deployed: 'deploy', upgraded: 'deploy', rolledback: 'rollback' }

/** The version within a package URL: a tag before the digest. https://github.com/package-url/purl-spec */
function versionOf(artifact: string | null | undefined): string | null {
  const [, version = '', qualifiers = ''] = /^pkg:[^@?#]{1,500}@([^?#]{1,300})(?:\?([^#]{0,500}))?/.exec(artifact ?? '') ?? []
  const tag = new URLSearchParams(qualifiers).get('tag')
  if (tag) return tag
  const plain = /%/.test(version) ? version.replace(/%3A/gi, ':') : version
  return plain.startsWith('sha256:') ? short(plain.slice('sha256:'.length)) : plain || null
}

/** In the structured mode of CloudEvents over HTTP the event stands in `data`; in the binary mode it is the body. */
function dataOf(payload: unknown, headers: Headers): unknown {
  if (headers['ce-specversion'] !== undefined) return payload
  const structured = z.object({ specversion: z.string(), data: z.unknown() }).safeParse(payload)
  return structured.success ? structured.data.data : payload
}

const told = (predicate: string, content: object = {}) => ({
  context: { version: '0.4.1', id: '271069a8-fc18-44f1-b38f-9d70a1695819', source: '/ci/tekton', type: `dev.cdevents.service.${predicate}.0.2.0`, timestamp: '2026-11-20T14:27:05.315384Z' },
  subject: { id: 'identity/auth-service', source: '/ci/tekton', type: 'service', content: { environment: { id: 'production', source: '/clusters' }, artifactId: 'pkg:oci/auth-service@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427?repository_url=registry.example.com&tag=4.12.0', ...content } },
})
const structured = (data: { context: { id: string; type: string } }) => ({ specversion: '1.0', id: data.context.id, source: '/ci/tekton', type: data.context.type, datacontenttype: 'application/json', data })
const BINARY = { 'ce-specversion': '1.0', 'ce-id': '271069a8-fc18-44f1-b38f-9d70a1695819', 'ce-type': 'dev.cdevents.service.deployed.0.2.0', 'ce-source': '/ci/tekton' }

export default defineChangeSource({
  id: 'cdevents',
  title: 'CDEvents',
  about: 'Services that were deployed, upgraded or rolled back, as CloudEvents over HTTP in the structured or the binary mode. The version is the tag in the artifact’s package URL, else its version or the beginning of its digest.',
  references: ['https://cdevents.dev/docs/continuous-deployment/', 'https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md'],
  signature: { kind: 'authorization' },
  events: ['service.deployed', 'service.upgraded', 'service.rolledback'],
  setup: 'Send to this address with Authorization: Bearer SECRET. Other events of the pipeline may come along and are ignored.',
  read: (payload, headers, { now }) => {
    const data = dataOf(payload, headers)
    const { type } = z.object({ context: z.object({ type: z.string() }) }).parse(data).context
    const predicate = predicateOf(type) ?? ''
    const kind = Object.hasOwn(KINDS, predicate) ? KINDS[predicate] : undefined
    if (kind === undefined) return []
    const { context, subject: { id, content } } = event.parse(data)
    const service = id.split('/').findLast(Boolean)?.slice(0, 100) ?? id.slice(0, 100)
    return [report({ id: context.id, at: timeOf(context.timestamp, now), environment: content.environment.name || content.environment.id, service, kind, to: versionOf(content.artifactId), summary: `${service} ${predicate === 'rolledback' ? 'rolled back' : predicate}` })]
  },
  examples: [
    { name: 'a service deployed, structured', headers: { 'content-type': 'application/cloudevents+json' }, payload: structured(told('deployed')), changes: [{ id: '271069a8-fc18-44f1-b38f-9d70a1695819', at: '2026-11-20T14:27:05.315Z', environment: 'production', service: 'auth-service', kind: 'deploy', to: '4.12.0' }] },
    { name: 'a service deployed, binary', headers: BINARY, payload: told('deployed'), changes: [{ kind: 'deploy', to: '4.12.0' }] },
    { name: 'a service upgraded, by digest', payload: structured(told('upgraded', { artifactId: 'pkg:oci/auth-service@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427' })), changes: [{ kind: 'deploy', to: '0b31b1c02ff4', summary: 'auth-service upgraded' }] },
    { name: 'a service rolled back', payload: structured(told('rolledback', { artifactId: 'pkg:npm/auth-service@4.11.3' })), changes: [{ kind: 'rollback', to: '4.11.3' }] },
    { name: 'a service removed', payload: structured(told('removed')), changes: [] },
    { name: 'a pipeline run', payload: structured({ context: { id: '1', type: 'dev.cdevents.pipelinerun.finished.0.2.0' } }), changes: [] },
  ],
  rejects: [null, [], {}, { specversion: '1.0' }, structured(told('deployed', { environment: null })), { context: { type: 7 } }].map((payload) => ({ payload })),
})
