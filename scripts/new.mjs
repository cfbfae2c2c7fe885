// npm run new -- cause SLUG | format NAME | source NAME: a new entry of a catalogue, with an example that fails until it is filled in.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { writeCatalogues } from './setup/catalogues.mjs'

const cause = (slug) => `import { reasonIs } from '@/lib/signs/reason'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'

export default defineCause({
  slug: '${slug}',
  title: '',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: '',
  why: '',
  prior: -16,
  signs: [{ sign: reasonIs('unknown'), for: 0, against: 0 }],
  fix: { summary: '', steps: [] },
  confirm: '',
  recoveries: [],
  prevention: '',
  mistakenFor: [],
  reply: '',
  references: [],
  examples: [
    isThis('what shows it', { experience: { message: '' }, logs: [failure('unknown')] }),
    isOther('what looks like it', { logs: [failure('bad_password')] }),
  ],
})
`

const format = (id) => `import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [{ says: /sentence of ${id}, for (?<user>[\\w.@-]{1,120})/, reason: 'unknown' }]

export default defineFormat({
  id: '${id}',
  reach: 'product',
  title: '',
  vendor: '',
  about: '',
  references: [],
  ...bySentences({ hop: 'auth', rows: ROWS }),
  samples: [{ name: 'a real line', raw: 'put a real line of ${id} here', facts: { reason: 'bad_password' } }],
  rejects: [],
})
`

const source = (id) => `import { z } from 'zod'
import { defineChangeSource } from './define'
import { report, text, timeOf } from './report'

const delivery = z.object({ id: text(200), service: text(100), version: text(200).nullish(), at: z.string().nullish() })

export default defineChangeSource({
  id: '${id}',
  title: '',
  about: '',
  references: [],
  signature: { kind: 'authorization' },
  events: [],
  setup: '',
  read: (payload, _headers, { now }) => {
    const { id, service, version, at } = delivery.parse(payload)
    return [report({ id, at: timeOf(at, now), service, kind: 'deploy', to: version })]
  },
  examples: [{ name: 'a real delivery', payload: {}, changes: [{ kind: 'deploy' }] }],
  rejects: [],
})
`

const KINDS = { cause: { text: cause, file: (slug) => `lib/causes/${slug}.ts`, test: 'lib/causes' }, format: { text: format, file: (id) => `lib/formats/${id}.ts`, test: 'lib/formats' }, source: { text: source, file: (id) => `lib/change-sources/${id}.ts`, test: 'lib/change-sources' } }

const [kind, name] = process.argv.slice(2)
const chosen = Object.hasOwn(KINDS, kind ?? '') ? KINDS[kind] : null
if (!chosen || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? '')) {
  console.error('Usage: npm run new -- cause SLUG   or   npm run new -- format NAME   or   npm run new -- source NAME   (lower case, with hyphens)')
  process.exit(1)
}
const file = chosen.file(name)
if (existsSync(file)) {
  console.error(`${file} is there already.`)
  process.exit(1)
}
writeFileSync(file, chosen.text(name))
if (kind === 'cause') {
  mkdirSync('lib/testing/cases', { recursive: true })
  const labelled = { id: `${name}-1`, kept: false, input: { version: 1, experience: { message: '' } }, truth: { cause: name, bucket: 'credential', buckets: ['credential'], nature: 'fault' } }
  writeFileSync(`lib/testing/cases/${name}.jsonl`, `${JSON.stringify(labelled)}\n`)
}
writeCatalogues()
console.log(`Wrote ${file}. Fill it in until "npx vitest run ${chosen.test}" passes: it says what is missing.`)
