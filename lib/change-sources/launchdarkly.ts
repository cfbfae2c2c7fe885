import { z } from 'zod'
import { defineChangeSource } from './define'
import { report, text, timeOf } from './report'

const version = z.object({ environments: z.record(z.string(), z.object({ on: z.boolean().nullish() })).nullish() }).nullish()
const entry = z.object({
  _id: text(200),
  date: z.number(),
  name: text(200).nullish(),
  titleVerb: text(300).nullish(),
  comment: text(1000).nullish(),
  accesses: z.array(z.object({ action: z.string(), resource: text(1000) })).default([]),
  member: z.object({ email: text(200).nullish() }).nullish(),
  _links: z.object({ canonical: z.object({ href: z.string() }).nullish() }).nullish(),
  currentVersion: version,
  previousVersion: version,
})

/** Words about a flag, its upkeep and what is only created change nothing that people meet. */
const IDLE = /^(?:updateName|updateDescription|updateTags|updateMaintainer|createFlag|cloneFlag|updateTemporary|updateGlobalArchived|updateIncludeInSnippet|updateClientSideFlagAvailability|createFlagLink|updateFlagLink|deleteFlagLink|updateFlagCustomProperties)$/
/** proj/web:env/production:flag/new-login;beta */
const RESOURCE = /^proj\/([^:;]{1,100})[^:]{0,200}:env\/([^:;]{1,100})[^:]{0,200}:flag\/([^:;]{1,200})/

const state = (given: z.infer<typeof version>, environment: string) => {
  const on = Object.entries(given?.environments ?? {}).find(([name]) => name === environment)?.[1].on
  return on === null || on === undefined ? null : on ? 'on' : 'off'
}

const flag = (more: object = {}) => ({
  _links: { canonical: { href: '/api/v2/flags/web/passkey-first', type: 'application/json' }, self: { href: '/api/v2/auditlog/57c0a8e29969090743529965' } },
  _id: '57c0a8e29969090743529965', date: 1763634120000, kind: 'flag', name: 'Passkey first', description: '', shortDescription: '', comment: 'As agreed', titleVerb: 'turned on the flag',
  accesses: [{ action: 'updateOn', resource: 'proj/web:env/production:flag/passkey-first' }], member: { _id: '569f', email: 'ines@example.com', firstName: 'Ines', lastName: 'Duarte' },
  previousVersion: { environments: { production: { on: false } } }, currentVersion: { environments: { production: { on: true } } }, ...more,
})

export default defineChangeSource({
  id: 'launchdarkly',
  title: 'LaunchDarkly',
  about: 'Flags that were switched, or whose targets, rules or rollout changed, as changes of a setting; one for each environment. The service is the project.',
  references: ['https://launchdarkly.com/docs/home/infrastructure/webhooks', 'https://launchdarkly.com/docs/api/webhooks'],
  signature: { kind: 'hmac', header: 'x-ld-signature', algorithm: 'sha256', prefix: '' },
  events: ['flag'],
  setup: 'Organisation settings, Integrations, Webhooks: this address, Sign this webhook with the secret, and a policy for flags if you want to send less.',
  read: (payload, _headers, { now }) => {
    const { kind } = z.object({ kind: z.string() }).parse(payload)
    if (kind !== 'flag') return []
    const given = entry.parse(payload)
    const touched = new Map<string, { project: string; environment: string; key: string }>()
    for (const { action, resource } of given.accesses) {
      const [, project = '', environment = '', key = ''] = RESOURCE.exec(resource) ?? []
      if (key !== '' && !IDLE.test(action)) touched.set(`${project}/${environment}/${key}`, { project, environment, key })
    }
    return [...touched.values()].slice(0, 50).map(({ project, environment, key }) =>
      report({
        id: touched.size === 1 ? given._id : `${given._id}-${environment}`, at: timeOf(given.date, now), environment, service: project, kind: 'config', author: given.member?.email,
        summary: `Flag ${given.name ?? key}: ${[given.titleVerb ?? 'changed', given.comment].filter(Boolean).join(', ')}`, labels: ['feature flag'],
        diff: [{ key: `flag:${key}`.slice(0, 200), before: state(given.previousVersion, environment), after: state(given.currentVersion, environment) }],
      }),
    )
  },
  examples: [
    { name: 'a flag switched on', payload: flag(), changes: [{ id: '57c0a8e29969090743529965', at: '2025-11-20T10:22:00.000Z', environment: 'production', service: 'web', kind: 'config', summary: 'Flag Passkey first: turned on the flag, As agreed', author: 'ines', diff: [{ key: 'flag:passkey-first', before: 'off', after: 'on', secret: false }] }] },
    { name: 'rules changed in two environments', payload: flag({ accesses: [{ action: 'updateRules', resource: 'proj/web;a:env/production;b:flag/passkey-first;c' }, { action: 'updateRules', resource: 'proj/web:env/test:flag/passkey-first' }] }), changes: [{ environment: 'production', id: '57c0a8e29969090743529965-production' }, { environment: 'test', diff: [{ key: 'flag:passkey-first', before: null, after: null, secret: false }] }] },
    { name: 'a flag renamed', payload: flag({ accesses: [{ action: 'updateName', resource: 'proj/web:env/*:flag/passkey-first' }] }), changes: [] },
    { name: 'a flag created', payload: flag({ accesses: [{ action: 'createFlag', resource: 'proj/web:env/production:flag/passkey-first' }] }), changes: [] },
    { name: 'a new member', payload: { _id: 'x', kind: 'member', date: 1, accesses: [] }, changes: [] },
  ],
  rejects: [null, [], {}, { kind: 'flag' }, flag({ date: 'yesterday' }), flag({ accesses: [{ action: 7 }] })].map((payload) => ({ payload })),
})
