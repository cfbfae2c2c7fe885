import { CUSTOMERS, FAMILY, GIVEN } from './names'
import type { AccountRow } from './rows'
import { DAY, iso } from './times'
import type { Random } from './random'
import type { Place, World } from './world'

/** The size of the company; tests make a smaller one. */
const PRODUCTION = 2_180
const STAGING = 340
const TEST = 60

export const DOMAIN = 'larkfield.example'

/** One password for all demo agents, shown on the sign-in page while the demo data is in place. */
export { DEMO_PASSWORD } from '@/lib/services/demo-password'

export const DEMO_AGENTS = [
  { key: 'ines', email: 'ines@latchkey.demo', name: 'Ines Duarte', role: 'agent' },
  { key: 'tomasz', email: 'tomasz@latchkey.demo', name: 'Tomasz Reuter', role: 'approver' },
  { key: 'ada', email: 'ada@latchkey.demo', name: 'Ada Brook', role: 'admin' },
  { key: 'vera', email: 'vera@latchkey.demo', name: 'Vera Lang', role: 'viewer' },
] as const

const TEAMS: readonly (readonly [team: string, groups: readonly string[], office: Place['office']])[] = [
  ['Sales', ['staff', 'sales'], 'London'],
  ['Support', ['staff', 'support'], 'London'],
  ['Finance', ['staff', 'finance'], 'London'],
  ['Engineering', ['staff', 'engineering'], 'Porto'],
  ['Operations', ['staff', 'operations'], 'Porto'],
  ['People', ['staff', 'people'], 'London'],
]

const BROWSERS = [
  ['Chrome', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'],
  ['Chrome', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'],
  ['Edge', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0'],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'],
  ['Safari', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15'],
  ['Safari', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'],
] as const
export const FIREFOX = BROWSERS[3][1]
export const SAFARI = BROWSERS[4][1]

/** Address ranges reserved for documentation: RFC 5737 and RFC 3849. 198.51.100.0/24 is left to the attack. */
function address(random: Random, office: Place['office']): string {
  if (office === 'London') return `192.0.2.${random.int(2, 120)}`
  if (office === 'Porto') return `192.0.2.${random.int(130, 190)}`
  if (office === 'Lyon') return `203.0.113.${random.int(2, 250)}`
  return `2001:db8:${random.int(0x1000, 0xefff).toString(16)}:${random.int(1, 0xfff).toString(16)}::${random.int(2, 0xff).toString(16)}`
}

export function settle(world: World, random: Random, account: AccountRow, office: Place['office']): void {
  const [browser, userAgent] = random.pick(BROWSERS)
  const country = office === 'Lyon' ? 'FR' : office === 'Porto' ? 'PT' : office === 'London' ? 'GB' : random.pick(['GB', 'GB', 'FR', 'DE', 'PT', 'NL'])
  world.places.set(account.id, { office, ip: address(random, office), country, userAgent, browser })
}

export type Person = { name: string; email?: string; team: string; office?: Place['office']; groups?: readonly string[]; environment?: string }

/** Adds an account with a believable past: verified, onboarded, a bcrypt hash of some months ago. */
export function addPerson(world: World, random: Random, person: Person, more: Partial<AccountRow> = {}): AccountRow {
  const environment = person.environment ?? 'production'
  const directory = world.directories.find((each) => each.environment === environment)
  if (!directory) throw new Error(`No directory for ${environment}`)
  const email = person.email ?? `${person.name.toLowerCase().replace(/[^a-z]+/g, '.')}@${DOMAIN}`
  const created = world.start - random.int(20, 900) * DAY - random.int(0, DAY)
  const changed = Math.max(created, world.argonDeployed - random.int(8, 320) * DAY - random.int(0, DAY))
  const scrypt = random.chance(0.12)
  const phone = `+44 20 7946 0${random.int(100, 999)}`
  const account: AccountRow = {
    id: world.id(created),
    directoryId: directory.id,
    externalId: `u-${random.hex(10)}`,
    environment,
    email,
    emailKey: email.toLowerCase(),
    username: email.split('@')[0] ?? null,
    name: person.name,
    nameKey: person.name.toLowerCase(),
    phone,
    phoneKey: phone.replace(/[^+\d]/g, ''),
    team: person.team,
    isActive: true,
    lockedUntil: null,
    lockReason: null,
    deletedAt: null,
    suspendedAt: null,
    suspendedReason: null,
    expiresAt: null,
    emailVerifiedAt: iso(created + 600_000),
    onboardingCompletedAt: iso(created + 3_600_000),
    passwordChangedAt: iso(changed),
    passwordHashAlgorithm: scrypt ? 'scrypt' : 'bcrypt',
    passwordHashParams: scrypt ? { n: 16384, r: 8, p: 1 } : { cost: 12 },
    lastLoginAt: null,
    failedAttempts: 0,
    mfaRequired: false,
    privileged: false,
    groups: [...(person.groups ?? ['customers'])],
    createdAt: iso(created),
    updatedAt: iso(changed),
    ...more,
  }
  world.accounts.push(account)
  settle(world, random, account, person.office ?? 'home')
  return account
}

/** Names that no two accounts share; the story people have theirs before. */
export function nameMaker(world: World, random: Random): () => string {
  const taken = new Set(world.accounts.map((account) => account.name))
  return () => {
    for (;;) {
      const family = random.pick(FAMILY)
      const plain = `${random.pick(GIVEN)} ${family}`
      const name = taken.has(plain) ? `${plain}-${random.pick(FAMILY)}` : plain
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}

/** Fills the directories up to the size of the company with people whom no story names. */
export function addEverybody(world: World, random: Random): void {
  const name = nameMaker(world, random)
  const size = (full: number) => Math.ceil(full * world.scale)
  const there = world.accounts.filter((account) => account.environment === 'production').length
  for (let i = size(PRODUCTION - there); i > 0; i--) addSomebody(world, random, name())
  for (const [environment, count] of [['staging', STAGING], ['test', TEST]] as const) {
    for (let i = 0; i < size(count); i++) {
      const who = random.chance(0.7) ? name() : `Test user ${i + 1}`
      const email = `${who.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@${random.pick(CUSTOMERS)}`
      addPerson(world, random, { name: who, email, team: 'Customers', environment })
    }
  }
}

function addSomebody(world: World, random: Random, name: string): AccountRow {
  const staff = random.chance(0.34)
  if (!staff) return addCustomer(world, random, name)
  const [team, groups, office] = random.pick(TEAMS)
  const account = addPerson(world, random, { name, team, groups, office: random.chance(0.75) ? office : 'home' })
  account.privileged = team === 'Operations' && random.chance(0.2)
  if (random.chance(0.6)) joinEntra(world, random, account)
  else enrol(world, random, account, 0.8)
  return account
}

function addCustomer(world: World, random: Random, name: string): AccountRow {
  const domain = random.pick(CUSTOMERS)
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@${domain}`
  const account = addPerson(world, random, { name, email, team: 'Customers' })
  enrol(world, random, account, 0.3)
  oddity(world, random, account)
  return account
}

/** Staff who sign in at Entra ID have no password here. */
export function joinEntra(world: World, random: Random, account: AccountRow): void {
  account.passwordHashAlgorithm = null
  account.passwordHashParams = null
  account.passwordChangedAt = null
  world.link(account, 'Entra ID', random.hex(32), Date.parse(account.createdAt))
}

function enrol(world: World, random: Random, account: AccountRow, share: number): void {
  if (!random.chance(share)) return
  const enrolled = Date.parse(account.createdAt) + random.int(1, 20) * DAY
  const kind = random.pick(['totp', 'totp', 'totp', 'sms', 'push', 'passkey'] as const)
  const label = { totp: 'Authenticator app', sms: 'Text message', push: 'Larkfield app', passkey: 'This laptop' }[kind]
  world.factor(account, { kind, label, lastUsedAt: iso(world.now - random.int(1, 12) * DAY) }, enrolled)
  if (random.chance(0.4)) world.factor(account, { kind: 'recovery_codes', label: 'Recovery codes', isDefault: false, codesLeft: random.int(3, 10) }, enrolled)
}

/** The few records in every directory that do not let their owner in, and that nobody asks about. */
function oddity(world: World, random: Random, account: AccountRow): void {
  const draw = random.next()
  if (draw > 0.045) return
  world.quiet(account)
  const when = iso(world.now - random.int(20, 400) * DAY)
  if (draw < 0.012) account.isActive = false
  else if (draw < 0.02) Object.assign(account, { suspendedAt: when, suspendedReason: 'Unpaid invoices' })
  else if (draw < 0.028) Object.assign(account, { deletedAt: when, isActive: false })
  else if (draw < 0.035) account.expiresAt = when
  else Object.assign(account, { emailVerifiedAt: null, onboardingCompletedAt: null, lastLoginAt: null })
}
