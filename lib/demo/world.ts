import { DEMO_ID } from '@/lib/services/demo/demo-id'
import type { Random } from './random'
import type {
  AccountRow,
  BlockRow,
  ChangeRow,
  ConfigRow,
  DemoEvent,
  DemoTicket,
  DirectoryRow,
  FactorRow,
  IdentityRow,
  ProviderRow,
  SessionRow,
} from './rows'
import { DAY, HISTORY_DAYS, HOUR, iso, lastAt, MINUTE, waveStart } from './times'


/** The clock of this host runs behind by this many seconds since it was rebuilt. */
export const SLOW_HOST = 'api-3'
export const SLOW_BY_SECONDS = 245

export type Place = { office: 'London' | 'Lyon' | 'Porto' | 'home'; ip: string; country: string; userAgent: string; browser: string }

/** Everything generated so far, and the moments that the stories share. */
export class World {
  readonly start: number
  /** Monday 09:00 of the wave, and what came before it. */
  readonly wave: number
  readonly argonDeployed: number
  readonly rolledBack: number
  /** When the other stories began. */
  readonly officeBlocked: number
  readonly contosoRotated: number
  readonly atlasMoved: number
  readonly callbackChanged: number
  readonly hostRebuilt: number

  readonly directories: DirectoryRow[] = []
  readonly accounts: AccountRow[] = []
  readonly factors: FactorRow[] = []
  readonly sessions: SessionRow[] = []
  readonly identities: IdentityRow[] = []
  readonly blocks: BlockRow[] = []
  readonly providers: ProviderRow[] = []
  readonly changes: ChangeRow[] = []
  readonly config: ConfigRow[] = []
  readonly events: DemoEvent[] = []
  readonly tickets: DemoTicket[] = []

  readonly places = new Map<string, Place>()
  /** Accounts whose sign-ins a story writes itself: the background leaves them alone from this time on. */
  readonly quietFrom = new Map<string, number>()
  /** Deploys by environment and service, for the version that a host ran at a time. */
  readonly versions = new Map<string, { ms: number; version: string }[]>()

  private counter = 0
  private readonly ids: Random
  private readonly traces: Random

  constructor(
    readonly now: number,
    readonly random: Random,
    /** 1 = the whole company; less for tests. */
    readonly scale: number,
  ) {
    this.ids = random.fork('ids')
    this.traces = random.fork('traces')
    this.start = now - HISTORY_DAYS * DAY
    this.wave = waveStart(now)
    this.argonDeployed = this.wave - 6 * DAY + 70 * MINUTE
    this.rolledBack = this.wave - 33 * HOUR - 20 * MINUTE
    this.officeBlocked = lastAt(now, 8 * 60 + 10, 2 * HOUR)
    this.contosoRotated = now - 27 * HOUR
    this.atlasMoved = now - 31 * HOUR
    this.callbackChanged = now - 44 * HOUR
    this.hostRebuilt = now - 40 * HOUR
  }

  /** UUID version 7 of a time, marked as the demo's. */
  id(ms: number): string {
    const time = Math.floor(ms).toString(16).padStart(12, '0')
    const counter = (this.counter++).toString(16).padStart(8, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.ids.hex(3)}${DEMO_ID}${counter}`
  }

  trace(): string {
    return this.traces.hex(32)
  }

  versionAt(environment: string, service: string, ms: number): string | undefined {
    const line = this.versions.get(`${environment}/${service}`) ?? []
    let found = line[0]?.version
    for (const step of line) if (step.ms <= ms) found = step.version
    return found
  }

  /** Adds an event; the slow host's own clock is what it writes. Nothing later than now is kept. */
  event(event: DemoEvent): void {
    if ((event.receivedMs ?? event.ms) > this.now - MINUTE / 2) return
    const slow = event.host === SLOW_HOST && event.environment === 'production' && event.ms >= this.hostRebuilt
    this.events.push(slow ? { ...event, receivedMs: event.ms, ms: event.ms - SLOW_BY_SECONDS * 1000 } : event)
  }

  ticket(ticket: DemoTicket): void {
    this.tickets.push(ticket)
  }

  place(account: AccountRow): Place {
    const place = this.places.get(account.id)
    if (!place) throw new Error(`No place for ${account.email}`)
    return place
  }

  /** From `from` on, only the story writes about this account. */
  quiet(account: AccountRow, from = 0): void {
    this.quietFrom.set(account.id, Math.min(from, this.quietFrom.get(account.id) ?? Infinity))
  }

  signedIn(account: AccountRow, ms: number): void {
    if (account.lastLoginAt === null || account.lastLoginAt < iso(ms)) account.lastLoginAt = iso(ms)
  }

  named(email: string, environment = 'production'): AccountRow | undefined {
    return this.accounts.find((account) => account.emailKey === email && account.environment === environment)
  }

  factor(account: AccountRow, factor: Partial<FactorRow> & Pick<FactorRow, 'kind' | 'label'>, enrolled: number): FactorRow {
    const row: FactorRow = {
      id: this.id(enrolled),
      accountId: account.id,
      isDefault: true,
      enrolledAt: iso(enrolled),
      lastUsedAt: null,
      codesLeft: null,
      ...factor,
    }
    this.factors.push(row)
    account.mfaRequired = true
    return row
  }

  session(account: AccountRow, session: { started: number; lastSeen: number } & Partial<SessionRow>): SessionRow {
    const { started, lastSeen, ...rest } = session
    const place = this.place(account)
    const row: SessionRow = {
      id: this.id(started),
      accountId: account.id,
      kind: 'browser',
      label: `${place.browser}, ${place.office === 'home' ? place.country : place.office}`,
      startedAt: iso(started),
      lastSeenAt: iso(lastSeen),
      endedAt: null,
      endReason: null,
      ip: place.ip,
      country: place.country,
      ...rest,
    }
    this.sessions.push(row)
    return row
  }

  link(account: AccountRow, provider: string, subject: string, linked: number): void {
    const row = this.providers.find((each) => each.name === provider && each.environment === account.environment)
    if (!row) throw new Error(`No provider ${provider}`)
    this.identities.push({ id: this.id(linked), accountId: account.id, providerId: row.id, subject, linkedAt: iso(linked) })
  }
}

export type Story = {
  /** The cause that the evidence leads to. */
  cause: string
  /** What an engineer can see on the way. */
  shows: string
  write: (world: World) => void
}
