import { attempt, goodDays } from '../attempts'
import { addChange, line } from '../changes'
import { addPerson, nameMaker } from '../people'
import { DAY, HOUR, iso, MINUTE } from '../times'
import type { Story } from '../world'

const OFFICE = 57
const RANGE = '203.0.113.0/24'
const OUTSIDE = { message: '429 Too Many Requests', statusCode: 429 }

const TICKETS = [
  ['Paul Girard', 64, 'Too many requests, whole office', 'Nobody in the Lyon office can sign in, we all get 429 Too Many Requests. From home it works.', 'several_users', 'Works on mobile data and from home'],
  ['Camille Roux', 49, '429 when I open the sign-in page', 'I have not even typed my password and it says too many requests.', 'unknown', undefined],
  ['Mathis Garnier', 37, 'Cannot sign in from the office since this morning', 'Too many requests. I tried once.', 'unknown', undefined],
] as const

export const rateLimited: Story = {
  cause: 'rate-limited',
  shows: 'A limit lowered that morning blocked the address range that the Lyon office shares.',
  write(world) {
    const random = world.random.fork('office')
    addChange(world, {
      at: world.officeBlocked, service: 'api-gateway', kind: 'config', author: 'r.chevalier',
      summary: 'RATE_LIMIT_LOGIN_PER_MINUTE: 60 → 6 against password guessing', diff: [line('RATE_LIMIT_LOGIN_PER_MINUTE', '60', '6')],
      relevance: 86, reasons: ['Limit on sign-ins', 'Counts per address range, which offices share'],
    })
    const since = world.officeBlocked + 6 * MINUTE
    const block = {
      id: world.id(since), kind: 'cidr' as const, environment: 'production', accountId: null, address: RANGE, rule: 'login_per_minute',
      reason: 'More than 6 sign-ins a minute from one address range, three minutes in a row', count: 31, limit: 6, windowSeconds: 60,
      createdAt: iso(since), expiresAt: iso(world.now + 3 * DAY), clearedAt: null,
    }
    world.blocks.push(block)
    const name = nameMaker(world, random)
    for (let i = 0; i < OFFICE; i++) {
      const account = addPerson(world, random, { name: TICKETS[i]?.[0] ?? name(), team: 'Lyon office', groups: ['staff', 'lyon'], office: 'Lyon' })
      world.quiet(account)
      goodDays(world, random, account, world.start, world.officeBlocked - HOUR)
      for (let tries = random.int(2, 5); tries > 0; tries--) {
        const at = since + Math.floor(random.next() * (world.now - MINUTE - since))
        attempt(world, random, {
          account, at, hops: ['edge', 'browser'],
          decide: {
            hop: 'edge', outcome: 'failure', reason: 'rate_limited', rule: 'login_per_minute', message: `blocked range ${RANGE}`,
            details: { statusCode: 429, count: random.int(7, 40), limit: 6, windowSeconds: 60, blockId: block.id, retryAfterSeconds: 3600 },
          },
          outside: OUTSIDE,
        })
      }
    }
    for (const [reporterName, minutesAgo, subject, symptom, scope, variation] of TICKETS) {
      const account = world.accounts.find((each) => each.name === reporterName)
      if (!account) continue
      attempt(world, random, {
        account, at: world.now - (minutesAgo + 3) * MINUTE, hops: ['edge', 'browser'],
        decide: {
          hop: 'edge', outcome: 'failure', reason: 'rate_limited', rule: 'login_per_minute', message: `blocked range ${RANGE}`,
          details: { statusCode: 429, count: 12, limit: 6, windowSeconds: 60, blockId: block.id, retryAfterSeconds: 3600 },
        },
        outside: OUTSIDE,
      })
      world.ticket({
        minutesAgo, subject, symptom, scope, reporterName, channel: 'phone', identifier: account.email, ...OUTSIDE,
        url: 'https://login.larkfield.example/login', lastWorked: 'Yesterday', ...(variation ? { variation } : {}),
      })
    }
  },
}
