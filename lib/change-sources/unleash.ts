import { z } from 'zod'
import { maskText } from '@/lib/core/mask'
import { defineChangeSource } from './define'
import { report, text, timeOf } from './report'

const event = z.object({
  id: z.union([z.number(), text(200)]),
  type: z.string(),
  createdBy: text(200).nullish(),
  createdAt: z.string().nullish(),
  project: text(100).nullish(),
  environment: text(100).nullish(),
  featureName: text(150),
  data: z.unknown(),
  preData: z.unknown(),
  tags: z.array(z.object({ value: text(100) })).nullish(),
})

/** What the event changes for people, in words, with what the flag is before and after it. */
const WORDS: Readonly<Record<string, { says: string; before?: string; after?: string }>> = {
  'feature-environment-enabled': { says: 'switched on', before: 'off', after: 'on' },
  'feature-environment-disabled': { says: 'switched off', before: 'on', after: 'off' },
  'feature-strategy-add': { says: 'strategy added' },
  'feature-strategy-update': { says: 'strategy changed' },
  'feature-strategy-remove': { says: 'strategy removed' },
  'feature-environment-variants-updated': { says: 'variants changed' },
  'feature-archived': { says: 'archived' },
  'feature-revived': { says: 'revived' },
}

const LONGEST = 2_000
/** A strategy may name people. */
const written = (value: unknown) => (value === null || value === undefined ? null : maskText(JSON.stringify(value).slice(0, LONGEST)))

const switched = (more: object = {}) => ({ id: 842, type: 'feature-environment-enabled', createdBy: 'ines@example.com', createdByUserId: 1, createdAt: '2026-11-20T08:49:49.521Z', data: null, preData: null, tags: [{ type: 'simple', value: 'login' }], featureName: 'passkey-first', project: 'web', environment: 'production', ...more })

export default defineChangeSource({
  id: 'unleash',
  title: 'Unleash',
  about: 'Flags that were switched, archived or revived, or whose strategies or variants changed, as changes of a setting. The service is the project.',
  references: ['https://docs.getunleash.io/integrate/webhook', 'https://docs.getunleash.io/concepts/events'],
  signature: { kind: 'authorization' },
  events: Object.keys(WORDS),
  setup: 'Integrations, Webhook: this address, these events, Bearer SECRET as Authorization, and no body template.',
  read: (payload, _headers, { now }) => {
    const { type } = z.object({ type: z.string() }).parse(payload)
    const words = Object.hasOwn(WORDS, type) ? WORDS[type] : undefined
    if (words === undefined) return []
    const given = event.parse(payload)
    const { featureName: flag } = given
    return [
      report({
        id: String(given.id), at: timeOf(given.createdAt, now), environment: given.environment || null, service: given.project || 'default', kind: 'config', summary: `Flag ${flag}: ${words.says}`, author: given.createdBy,
        labels: ['feature flag', ...(given.tags ?? []).slice(0, 40).map(({ value }) => value)], diff: [{ key: `flag:${flag}`, before: words.before ?? written(given.preData), after: words.after ?? written(given.data) }],
      }),
    ]
  },
  examples: [
    { name: 'a flag switched on', payload: switched(), changes: [{ id: '842', at: '2026-11-20T08:49:49.521Z', environment: 'production', service: 'web', kind: 'config', summary: 'Flag passkey-first: switched on', author: 'ines', labels: ['feature flag', 'login'], diff: [{ key: 'flag:passkey-first', before: 'off', after: 'on', secret: false }] }] },
    { name: 'a rollout widened', payload: switched({ type: 'feature-strategy-update', preData: { name: 'flexibleRollout', parameters: { rollout: '10' } }, data: { name: 'flexibleRollout', parameters: { rollout: '100' } } }), changes: [{ summary: 'Flag passkey-first: strategy changed', diff: [{ key: 'flag:passkey-first', before: '{"name":"flexibleRollout","parameters":{"rollout":"10"}}', after: '{"name":"flexibleRollout","parameters":{"rollout":"100"}}', secret: false }] }] },
    { name: 'a strategy that names people', payload: switched({ type: 'feature-strategy-add', data: { name: 'userWithId', parameters: { userIds: 'maya.okafor@example.com' } } }), changes: [{ diff: [{ key: 'flag:passkey-first', before: null, after: '{"name":"userWithId","parameters":{"userIds":"m•••@example.com"}}', secret: false }] }] },
    { name: 'a flag archived everywhere', payload: switched({ type: 'feature-archived', environment: null, project: null }), changes: [{ environment: null, service: 'default' }] },
    { name: 'a flag tagged', payload: switched({ type: 'feature-tagged' }), changes: [] },
    { name: 'a flag created', payload: switched({ type: 'feature-created' }), changes: [] },
  ],
  rejects: [null, [], {}, switched({ featureName: null }), switched({ id: {} }), { type: 7 }].map((payload) => ({ payload })),
})
