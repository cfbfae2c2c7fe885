import { attempt, goodDays, GENERIC, SHOWN_HOPS, type Attempt } from '../attempts'
import { addPerson, type Person } from '../people'
import type { AccountRow, DemoTicket } from '../rows'
import { DAY, HOUR, iso, MINUTE } from '../times'
import type { Reason } from '@/lib/evidence/vocabulary'
import type { Story, World } from '../world'

type Held = {
  person: Person
  state: Partial<AccountRow>
  heldAt: number
  reason: Reason
  rule: string
  why: string
  ticket: Pick<DemoTicket, 'subject' | 'minutesAgo' | 'symptom' | 'channel'> & Partial<DemoTicket>
}

/** An account that something in its record holds back, while the page says “invalid”. */
function held(world: World, given: Held): AccountRow {
  const random = world.random.fork(given.reason)
  const account = addPerson(world, random, given.person, given.state)
  world.quiet(account)
  const known = Date.parse(account.createdAt)
  if (account.emailVerifiedAt) goodDays(world, random, account, Math.max(known, world.start), given.heldAt - HOUR)
  const opened = world.now - given.ticket.minutesAgo * MINUTE
  for (const minutes of [3, 5, 25 * 60, 31 * 60]) {
    const tried: Attempt = {
      account, at: opened - minutes * MINUTE, hops: SHOWN_HOPS, outside: GENERIC,
      decide: { hop: 'auth', outcome: 'failure', reason: given.reason, rule: given.rule, message: given.why, details: { statusCode: 401 } },
    }
    if (tried.at > given.heldAt) attempt(world, random, tried)
  }
  world.ticket({
    reporterName: account.name, identifier: account.email, scope: 'one_user', url: 'https://login.larkfield.example/login', ...GENERIC, ...given.ticket,
  })
  return account
}

export const emailNotVerified: Story = {
  cause: 'email-not-verified',
  shows: 'Registered six days ago, the address never confirmed, never signed in.',
  write(world) {
    const registered = world.now - 6 * DAY
    const account = held(world, {
      person: { name: 'Timea Varga', email: 't.varga@oakridge.example', team: 'Customers' },
      state: {
        createdAt: iso(registered), updatedAt: iso(registered), emailVerifiedAt: null, onboardingCompletedAt: null, passwordChangedAt: iso(registered),
        passwordHashAlgorithm: 'bcrypt', passwordHashParams: { cost: 12 },
      },
      heldAt: registered, reason: 'email_not_verified', rule: 'verified_address', why: 'the address has not been verified',
      ticket: {
        minutesAgo: 118, subject: 'Never got in since I registered', channel: 'email', lastWorked: 'Never',
        symptom: 'I registered last week and never got in. It says invalid username or password. I do not remember a mail.',
      },
    })
    attempt(world, world.random.fork('verification'), {
      account, at: registered + 20_000, hops: ['mail'], client: 'web-app',
      decide: { hop: 'mail', outcome: 'info', reason: 'success', message: 'verification mail accepted by the recipient’s server', details: { validitySeconds: 3600 } },
    })
  },
}

export const accountExpired: Story = {
  cause: 'account-expired',
  shows: 'The contract’s end date has passed; the page calls the password invalid.',
  write(world) {
    const ended = world.now - 2.5 * DAY
    held(world, {
      person: { name: 'Sean Murphy', team: 'Contractors', groups: ['contractors', 'engineering'] },
      state: { expiresAt: iso(ended), username: 'c.murphy' },
      heldAt: ended, reason: 'account_expired', rule: 'validity', why: 'the account’s validity has ended',
      ticket: {
        minutesAgo: 223, subject: 'Contractor, suddenly invalid password', channel: 'phone', lastWorked: 'End of last week',
        symptom: 'I am a contractor with the platform team. From one day to the next my password is invalid. My contract was extended, I am told.',
      },
    })
  },
}

export const accountSuspended: Story = {
  cause: 'account-suspended',
  shows: 'Suspended by the owner of the customer’s workspace.',
  write(world) {
    const suspended = world.now - 3 * DAY
    held(world, {
      person: { name: 'Isabel Vidal', email: 'isabel.vidal@quayside.example', team: 'Customers' },
      state: { suspendedAt: iso(suspended), suspendedReason: 'Asked for by the workspace owner, on leave' },
      heldAt: suspended, reason: 'account_disabled', rule: 'suspended', why: 'the account is suspended',
      ticket: { minutesAgo: 390, subject: 'Back from leave and cannot sign in', channel: 'email', symptom: 'I was away for two weeks. My password does not work any more.', lastWorked: 'Before my leave' },
    })
  },
}

export const accountDeleted: Story = {
  cause: 'account-deleted',
  shows: 'Deleted by a clean-up of accounts that nobody had used.',
  write(world) {
    const deleted = world.now - 12 * DAY
    held(world, {
      person: { name: 'Mateo Ramos', email: 'mateo.ramos@maplecourt.example', team: 'Customers' },
      state: { deletedAt: iso(deleted), isActive: false },
      heldAt: deleted, reason: 'account_deleted', rule: 'account_exists', why: 'the account was deleted',
      ticket: { minutesAgo: 430, subject: 'My login is gone', channel: 'web', symptom: 'I sign in twice a year for the audit. Now it says invalid, and the reset mail does not come.', lastWorked: 'Some time in spring' },
    })
  },
}
