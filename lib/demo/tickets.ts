import { goodSignIn } from './attempts'
import type { DemoTicket } from './rows'
import { DAY, HOUR, iso, MINUTE } from './times'
import type { World } from './world'

/** Tickets of the last days that are done: who signs in again is in the events. */
const SOLVED: readonly (readonly [hoursAgo: number, solvedAfter: number, subject: string, symptom: string, agent: 'ines' | 'tomasz' | 'ada'])[] = [
  [31, 22, 'Forgot my password again', 'Please send me a reset link.', 'ines'],
  [36, 48, 'New phone, no code', 'I got a new phone and the codes are gone.', 'tomasz'],
  [53, 15, 'Caps lock, sorry', 'It says invalid, and I just saw why.', 'ines'],
  [58, 95, 'Which address do I use?', 'I have two addresses at your company and do not know which one is right.', 'ines'],
  [77, 34, 'Reset mail did not come', 'I asked for a reset an hour ago.', 'ines'],
  [101, 61, 'Signed out after the browser update', 'I am asked to sign in again on every start.', 'tomasz'],
  [126, 27, 'Locked out on my first day', 'Typed the start password wrong.', 'ada'],
  [150, 40, 'Text message to my old number', 'My number has changed.', 'tomasz'],
]

const WAITING: readonly (readonly [minutesAgo: number, subject: string, symptom: string])[] = [
  [355, 'Something went wrong on the sign-in page', 'It said something went wrong. I have closed the page, sorry.'],
  [505, 'Asked to sign in twice', 'First the page of my company, then yours. Is that right?'],
]

/** Adds the tickets that no story stands behind: solved ones, and ones that wait for the person. */
export function addOtherTickets(world: World): void {
  const random = world.random.fork('tickets')
  const crowd = random.sample(
    world.accounts.filter((each) => each.environment === 'production' && !world.quietFrom.has(each.id) && each.passwordHashAlgorithm !== null),
    SOLVED.length + WAITING.length,
  )
  const shared = { scope: 'one_user', url: 'https://login.larkfield.example/login' } as const
  SOLVED.forEach(([hoursAgo, solvedAfter, subject, symptom, assignee], index) => {
    const account = crowd[index]
    if (!account) return
    goodSignIn(world, random, account, world.now - hoursAgo * HOUR + (solvedAfter + 2) * MINUTE)
    world.ticket({
      ...shared, minutesAgo: hoursAgo * 60, subject, symptom, assignee, status: 'solved', solvedAfter, reporterName: account.name,
      identifier: account.email, channel: random.pick(['phone', 'email', 'chat', 'web']),
    })
  })
  WAITING.forEach(([minutesAgo, subject, symptom], index) => {
    const account = crowd[SOLVED.length + index]
    if (!account) return
    world.ticket({
      ...shared, minutesAgo, subject, symptom, assignee: 'ines', status: 'waiting', channel: 'web', reporterName: account.name, identifier: account.email,
    })
  })
}

/** The rows of tickets and their experiences, oldest first, so that numbers follow age. */
export function ticketRows(world: World, agents: Readonly<Record<'ines' | 'tomasz' | 'ada', string>>): { tickets: object[]; experiences: object[]; open: string[] } {
  const sorted = [...world.tickets].sort((a, b) => b.minutesAgo - a.minutesAgo)
  const tickets: object[] = []
  const experiences: object[] = []
  const open: string[] = []
  for (const ticket of sorted) {
    const created = world.now - ticket.minutesAgo * MINUTE
    const id = world.id(created)
    if (ticket.status !== 'solved') open.push(id)
    tickets.push(ticketRow(world, ticket, id, created, agents))
    experiences.push({
      ticketId: id,
      message: ticket.message ?? null,
      statusCode: ticket.statusCode ?? null,
      url: ticket.url ?? null,
      symptom: ticket.symptom,
      scope: ticket.scope,
      lastWorked: ticket.lastWorked ?? null,
      lastWorkedAt: ticket.lastWorkedMs === undefined ? null : iso(ticket.lastWorkedMs),
      variation: ticket.variation ?? null,
    })
  }
  return { tickets, experiences, open }
}

function ticketRow(world: World, ticket: DemoTicket, id: string, created: number, agents: Readonly<Record<string, string>>): object {
  const environment = ticket.environment ?? 'production'
  const closed = ticket.solvedAfter === undefined ? null : iso(Math.min(created + ticket.solvedAfter * MINUTE, world.now - DAY / 48))
  return {
    id,
    status: ticket.status ?? 'open',
    subject: ticket.subject,
    channel: ticket.channel,
    environment,
    reporterName: ticket.reporterName,
    reporterEmail: ticket.reporterEmail ?? ticket.identifier,
    identifier: ticket.identifier,
    // By exact match only, as the console itself would: who has no record there gets none.
    accountId: world.named(ticket.identifier, environment)?.id ?? null,
    assigneeId: ticket.assignee ? agents[ticket.assignee] : null,
    openedById: null,
    createdAt: iso(created),
    updatedAt: closed ?? iso(created),
    closedAt: closed,
  }
}
