import type { ChangeKind } from '@/lib/evidence/vocabulary'
import type { ChangeRow, Difference } from './rows'
import type { ServiceName } from './services'
import { DAY, HOUR, iso, MINUTE } from './times'
import type { Random } from './random'
import type { World } from './world'

const AUTHORS = ['j.quinn', 'a.pereira', 'm.lindqvist', 'deploy-bot', 's.okafor', 'r.chevalier', 'k.novak']

export type GivenChange = {
  at: number
  service: ServiceName
  kind: ChangeKind
  summary: string
  environment?: string
  from?: string
  to?: string
  author?: string
  source?: string
  paths?: string[]
  labels?: string[]
  diff?: Difference[]
  relevance: number
  reasons: string[]
}

export const line = (key: string, before: string | null, after: string | null, secret = false): Difference => ({ key, before, after, secret })

/** Adds a change and, for a deploy or rollback, the version that runs from then on. */
export function addChange(world: World, given: GivenChange): ChangeRow {
  const environment = given.environment ?? 'production'
  const number = world.changes.length + 2_301
  const deployed = given.kind === 'deploy' || given.kind === 'rollback'
  const source = given.source ?? (deployed ? 'github' : given.kind === 'config' ? 'config-store' : 'console')
  const change: ChangeRow = {
    id: world.id(given.at),
    source,
    sourceId: `${source}-${number}`,
    at: iso(given.at),
    receivedAt: iso(given.at + 4_000),
    environment,
    service: given.service,
    kind: given.kind,
    from: given.from ?? null,
    to: given.to ?? null,
    summary: given.summary,
    author: given.author ?? AUTHORS[number % AUTHORS.length] ?? 'deploy-bot',
    url: deployed ? `https://git.larkfield.example/${given.service}/releases/${given.to ?? number}` : null,
    paths: given.paths ?? [],
    labels: given.labels ?? [],
    diff: given.diff ?? [],
    relevance: given.relevance,
    relevanceReasons: given.reasons,
  }
  world.changes.push(change)
  if (deployed && given.to) {
    const key = `${environment}/${given.service}`
    const versions = [...(world.versions.get(key) ?? []), { ms: given.at, version: given.to }]
    world.versions.set(key, versions.sort((a, b) => a.ms - b.ms))
  }
  return change
}

type Release = readonly [summary: string, path: string, relevance: number, reason: string]

/** Ordinary work, service by service: first minor version, then what was released, oldest first. */
const RELEASES: Record<ServiceName, { version: readonly [number, number]; releases: readonly Release[] }> = {
  'auth-service': {
    version: [4, 9],
    releases: [
      ['Log the rule that decided beside the reason code', 'src/audit/log.ts', 45, 'Touches the auth service'],
      ['Upgrade the database driver', 'package.json', 35, 'Dependency of the auth service'],
      ['Shorter queries for the account look-up', 'src/store/accounts.ts', 55, 'Touches the account look-up'],
      ['Show the passkey prompt first where one is enrolled', 'src/login/passkey.ts', 60, 'Touches the sign-in flow'],
      ['Metrics for sign-ins by provider', 'src/metrics.ts', 30, 'Auth service, no sign-in code'],
    ],
  },
  'web-app': {
    version: [7, 31],
    releases: [
      ['New start page', 'app/home/page.tsx', 5, 'No path of sign-in'],
      ['Faster project list', 'app/projects/list.tsx', 5, 'No path of sign-in'],
      ['Remember the last chosen project', 'app/projects/store.ts', 5, 'No path of sign-in'],
      ['Sign-in page: larger touch targets', 'app/login/page.tsx', 50, 'Touches the sign-in page'],
      ['Export as CSV', 'app/reports/export.ts', 3, 'No path of sign-in'],
      ['Translate the settings', 'app/settings/messages.ts', 3, 'No path of sign-in'],
      ['Fix the date picker in Firefox', 'components/date-picker.tsx', 3, 'No path of sign-in'],
      ['Reduce the first load', 'next.config.js', 10, 'Build of the web app'],
    ],
  },
  'api-gateway': {
    version: [2, 17],
    releases: [
      ['Structured access log', 'src/log.go', 20, 'On the sign-in path'],
      ['HTTP/2 to the upstreams', 'src/upstream.go', 25, 'On the sign-in path'],
      ['Pass the trace id to every upstream', 'src/trace.go', 20, 'On the sign-in path'],
      ['Retry idempotent requests once', 'src/retry.go', 25, 'On the sign-in path'],
      ['Update the base image', 'Dockerfile', 15, 'On the sign-in path'],
    ],
  },
  'billing-api': {
    version: [3, 40],
    releases: [
      ['Invoices in two currencies', 'src/invoices.ts', 0, 'Not on the sign-in path'],
      ['Credit notes', 'src/credit.ts', 0, 'Not on the sign-in path'],
      ['Tax rates of 2027', 'src/tax.ts', 0, 'Not on the sign-in path'],
      ['Webhook for paid invoices', 'src/hooks.ts', 0, 'Not on the sign-in path'],
      ['Nightly report job', 'src/jobs/report.ts', 0, 'Not on the sign-in path'],
      ['Rounding of discounts', 'src/discount.ts', 0, 'Not on the sign-in path'],
    ],
  },
  dashboard: {
    version: [2, 3],
    releases: [
      ['Heat map of usage', 'src/charts/heat.tsx', 0, 'No path of sign-in'],
      ['Filters in the address', 'src/filters.ts', 0, 'No path of sign-in'],
      ['Dark theme', 'src/theme.css', 0, 'No path of sign-in'],
      ['Virtualised tables', 'src/tables.tsx', 0, 'No path of sign-in'],
    ],
  },
  notifications: {
    version: [1, 21],
    releases: [
      ['Plain-text part in every mail', 'src/mail/render.ts', 12, 'Sends codes and links'],
      ['Retry queue for text messages', 'src/sms/queue.ts', 28, 'Sends codes and links'],
      ['Unsubscribe header', 'src/mail/headers.ts', 8, 'Sends codes and links'],
      ['Template for invoices', 'templates/invoice.mjml', 0, 'No path of sign-in'],
    ],
  },
}

const SMALL_CONFIG: readonly (readonly [ServiceName, string, string, string, number])[] = [
  ['web-app', 'FEATURE_NEW_HOME', 'false', 'true', 0],
  ['billing-api', 'REPORT_HOUR', '3', '4', 0],
  ['dashboard', 'CACHE_SECONDS', '30', '60', 0],
  ['notifications', 'MAIL_BATCH', '50', '100', 5],
  ['api-gateway', 'UPSTREAM_TIMEOUT_MS', '8000', '10000', 15],
  ['auth-service', 'LOG_LEVEL', 'info', 'debug', 10],
  ['auth-service', 'LOG_LEVEL', 'debug', 'info', 10],
  ['billing-api', 'INVOICE_PAGE_SIZE', '50', '100', 0],
]

/** Ordinary deploys: staging a day before production, spread over the weeks before the stories begin. */
export function addOrdinaryChanges(world: World, random: Random): void {
  for (const [name, { version, releases }] of Object.entries(RELEASES)) {
    const service = name as ServiceName // The keys of RELEASES are the services.
    const end = Math.min(world.argonDeployed, world.now - 10 * DAY)
    const rounds = service === 'auth-service' ? releases : [...releases, ...releases.slice(0, 3)]
    const gap = (end - world.start) / (rounds.length + 1)
    rounds.forEach(([summary, path, relevance, reason], index) => {
      const day = Math.floor((world.start + gap * (index + 1)) / DAY) * DAY
      const at = day + random.int(9 * 60, 16 * 60) * MINUTE
      const from = `${version[0]}.${version[1] + Math.floor(index / 2)}.${index % 2}`
      const to = `${version[0]}.${version[1] + Math.floor((index + 1) / 2)}.${(index + 1) % 2}`
      const shared = { service, kind: 'deploy' as const, from, to, paths: [path], relevance, reasons: [reason] }
      const twice = index >= releases.length
      const text = twice ? `${summary}: follow-up` : summary
      addChange(world, { ...shared, at: at - DAY, environment: 'staging', summary: text, relevance: Math.ceil(relevance / 2) })
      addChange(world, { ...shared, at, summary: text })
      if (index % 3 === 0) addChange(world, { ...shared, at: at - 2 * DAY, environment: 'test', summary: text, relevance: Math.ceil(relevance / 4) })
    })
  }
  addSmallChanges(world, random)
}

function addSmallChanges(world: World, random: Random): void {
  SMALL_CONFIG.forEach(([service, key, before, after, relevance], index) => {
    const at = world.start + (index + 1) * 4 * DAY + random.int(0, 300) * MINUTE
    const reasons = [relevance > 0 ? 'Setting of a service on the sign-in path' : 'Setting without a part in sign-in']
    addChange(world, { at, service, kind: 'config', summary: `${key}: ${before} → ${after}`, diff: [line(key, before, after)], relevance, reasons })
  })
  const others: readonly (readonly [number, ServiceName, ChangeKind, string, number, string])[] = [
    [40, 'auth-service', 'key_rotation', 'Rotate the token signing key, old key published for 24 h', 55, 'Key of the tokens'],
    [38, 'auth-service', 'idp', 'Move Sales, Support and Finance from ADFS to Entra ID', 70, 'Identity provider of staff'],
    [33, 'billing-api', 'migration', 'Add the table of credit notes', 0, 'Not on the sign-in path'],
    [29, 'api-gateway', 'certificate', 'Renew the certificate of *.larkfield.example', 40, 'TLS in front of sign-in'],
    [24, 'auth-service', 'migration', 'Index on account.email_key', 35, 'Table of accounts'],
    [20, 'web-app', 'infrastructure', 'Move static files to the new bucket', 5, 'No path of sign-in'],
    [17, 'auth-service', 'infrastructure', 'Third node for the auth service', 25, 'Hosts of the auth service'],
    [13, 'notifications', 'config', 'SMS sender name LARKFIELD', 12, 'Sends codes and links'],
  ]
  for (const [days, service, kind, summary, relevance, reason] of others) {
    addChange(world, { at: world.now - days * DAY - random.int(0, 8) * HOUR, service, kind, summary, relevance, reasons: [reason] })
  }
  const lockout = { service: 'auth-service', kind: 'config', relevance: 65, reasons: ['Rule that locks accounts'] } as const
  addChange(world, {
    ...lockout,
    reasons: [...lockout.reasons],
    at: world.now - 16 * DAY,
    summary: 'LOCKOUT_THRESHOLD: 5 → 3 after the security review',
    diff: [line('LOCKOUT_THRESHOLD', '5', '3')],
  })
}
