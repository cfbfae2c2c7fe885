import { attempt, goodDays, GENERIC, SHOWN_HOPS } from '../attempts'
import { addChange, line } from '../changes'
import { nameMaker, addPerson } from '../people'
import { CUSTOMERS } from '../names'
import type { AccountRow } from '../rows'
import { DAY, HOUR, iso, MINUTE } from '../times'
import type { Random } from '../random'
import type { Story, World } from '../world'

const URL = 'https://login.larkfield.example/login'
/** People who changed their password while version 4.12.0 ran; two more have reset it since and get in. */
const HIT = 54
/** From this one on they tried until a lock of two days held them. Nobody of them has written yet. */
const LOCKED_FROM = 25
const LOCKED_FOR = 2 * DAY

const NAMED: readonly (readonly [name: string, minutesAgo: number, subject: string, symptom: string])[] = [
  ['Maya Okafor', 96, 'Reset my password twice, still invalid', 'I changed my password last Thursday as asked, and since Monday morning it says invalid. I reset it and typed it very slowly. A colleague has the same.'],
  ['Jonas Lindqvist', 132, 'Password is right, still refused', 'It is in my password manager, so I cannot have mistyped it. It worked on Friday.'],
  ['Beatriz Nunes', 178, 'Invalid password since Monday', 'Could sign in all last week, since Monday it says invalid username or password.'],
  ['Harun Demir', 205, 'Cannot sign in any more, half the team can', 'Those of us who changed the password last week are out, the others get in.'],
  ['Clara Fontaine', 241, 'New password does not work after the weekend', 'I set a new one on Wednesday, used it for two days, now it is refused.'],
  ['Kofi Mensah', 288, 'Invalid username or password, but it is right', 'Copied it from the manager three times over the day.'],
  ['Sofia Marchetti', 334, 'Login broken since Monday 9 o’clock', 'Was fine on Friday evening. Please fix, I have a deadline.'],
  ['Igor Petrov', 371, 'Password refused on phone and laptop', 'Both devices, two browsers, same message.'],
  ['Gita Iyer', 402, 'Locked out of everything since Monday', 'Not locked, it says, just invalid. I changed my password last week.'],
]

function hit(world: World, random: Random, name: string): AccountRow {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@${random.pick(CUSTOMERS)}`
  const account = addPerson(world, random, { name, email, team: 'Customers' })
  // Thursday for most: the mail that asked for new passwords went out on Wednesday evening.
  const changed = world.wave - (name === 'Maya Okafor' || random.chance(0.7) ? 4 : 5) * DAY + random.int(60, 400) * MINUTE
  const before = goodDays(world, random, account, world.start, changed - HOUR)
  const last = goodDays(world, random, account, changed, world.rolledBack - HOUR)
  Object.assign(account, {
    passwordChangedAt: iso(changed),
    passwordHashAlgorithm: 'argon2id',
    passwordHashParams: { memoryKib: 19456, passes: 2, parallelism: 1 },
    lastLoginAt: iso(Math.max(before, last)),
    updatedAt: iso(changed),
  })
  world.quiet(account)
  return account
}

function refused(world: World, random: Random, account: AccountRow, at: number): void {
  attempt(world, random, {
    account,
    at,
    hops: SHOWN_HOPS,
    decide: {
      hop: 'auth',
      outcome: 'failure',
      reason: 'bad_password',
      code: 'bad_password',
      rule: 'no_verifier',
      message: 'no verifier for the algorithm of the stored hash',
      details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt', 'scrypt'], statusCode: 401 },
    },
    outside: GENERIC,
  })
}

/** Tries once or twice a working day from the wave on, so that the pattern is there whatever day it is now. */
function keepsTrying(world: World, random: Random, account: AccountRow, until: number): void {
  refused(world, random, account, world.wave + random.int(0, 95) * MINUTE)
  for (let day = world.wave - HOUR; day < until; day += DAY) {
    for (let tries = random.int(1, 2); tries > 0; tries--) {
      const at = day + random.int(0, 11 * 60) * MINUTE + random.int(0, 59) * 1000
      if (at > world.wave && at < until) refused(world, random, account, at)
    }
  }
}

function release(world: World): void {
  const service = 'auth-service'
  addChange(world, {
    at: world.argonDeployed - 4 * DAY, service, kind: 'deploy', from: '4.11.1', to: '4.11.3', summary: 'Clearer errors of the user store',
    paths: ['src/store/errors.ts'], relevance: 40, reasons: ['Touches the auth service'],
  })
  const store = 'Password hashes: create argon2id, verify argon2id, bcrypt and scrypt'
  const paths = ['src/password/hash.ts', 'src/password/verify.ts', 'package.json']
  addChange(world, {
    at: world.argonDeployed, service, kind: 'deploy', from: '4.11.3', to: '4.12.0', summary: store, paths, labels: ['auth', 'security'],
    relevance: 92, reasons: ['Changes how passwords are hashed', 'Auth service is on the sign-in path'], author: 'm.lindqvist',
  })
  addChange(world, {
    at: world.rolledBack, service, kind: 'rollback', from: '4.12.0', to: '4.11.3', summary: 'Roll back 4.12.0: memory alarm on auth-2', paths,
    labels: ['rollback'], relevance: 95, reasons: ['Rolls back password hashing', 'Auth service is on the sign-in path'], author: 'deploy-bot',
  })
  addChange(world, {
    at: world.rolledBack + 3 * MINUTE, service, kind: 'config', summary: 'PASSWORD_HASH_VERIFY: argon2id removed with the rollback',
    diff: [line('PASSWORD_HASH_VERIFY', 'argon2id,bcrypt,scrypt', 'bcrypt,scrypt'), line('PASSWORD_HASH_CREATE', 'argon2id', 'bcrypt')],
    relevance: 94, reasons: ['Sets which password hashes can be verified'], author: 'deploy-bot',
  })
}

export const hashAlgorithmMismatch: Story = {
  cause: 'hash-algorithm-mismatch',
  shows: 'The Monday wave: passwords of last week are argon2id, the version rolled back to on Saturday night verifies bcrypt and scrypt only.',
  write(world) {
    const random = world.random.fork('hash')
    release(world)
    const name = nameMaker(world, random)
    for (let i = 0; i < HIT; i++) {
      const named = NAMED[i]
      const account = hit(world, random, named?.[0] ?? name())
      keepsTrying(world, random, account, world.now - 2 * MINUTE)
      if (i >= LOCKED_FROM) Object.assign(account, { lockedUntil: iso(world.now + LOCKED_FOR), lockReason: '5 failed tries', failedAttempts: 5, privileged: i === LOCKED_FROM })
      if (!named) continue
      const [reporterName, minutesAgo, subject, symptom] = named
      refused(world, random, account, world.now - (minutesAgo + 4) * MINUTE)
      refused(world, random, account, world.now - random.int(3, minutesAgo) * MINUTE)
      world.ticket({
        minutesAgo, subject, symptom, reporterName, reporterEmail: account.email, identifier: account.email, url: URL, ...GENERIC,
        channel: random.pick(['phone', 'email', 'chat', 'web']), scope: i === 3 ? 'several_users' : 'unknown',
        lastWorked: 'Friday afternoon', lastWorkedMs: Date.parse(account.lastLoginAt ?? iso(world.rolledBack)),
        ...(i === 2 ? { assignee: 'ines' as const } : {}),
      })
    }
    resetSince(world, random, name)
  },
}

/** Two whose reset wrote a bcrypt hash: a reset helps the person and hides the fault. */
function resetSince(world: World, random: Random, name: () => string): void {
  for (let i = 0; i < 2; i++) {
    const account = hit(world, random, name())
    const reset = world.wave + (40 + i * 9) * MINUTE
    // Not among the first: before many fail, a pattern has not begun.
    refused(world, random, account, world.wave + (25 + i) * MINUTE)
    Object.assign(account, { passwordChangedAt: iso(reset), passwordHashAlgorithm: 'bcrypt', passwordHashParams: { cost: 12 } })
    goodDays(world, random, account, reset + MINUTE, world.now - 5 * MINUTE)
  }
}
