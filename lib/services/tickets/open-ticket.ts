import { identifierKey } from '@/lib/core/identifier'
import { newId } from '@/lib/core/ids'
import { cleanText } from '@/lib/core/redact'
import { AppError } from '@/lib/core/errors'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import { spending } from '../budgets'
import type { ServiceContext } from '../context'
import { assessTicket } from './assess-ticket'
import { proseOf } from './read-intake'
import { redactSaid } from './redact-said'
import { openTicketSchema } from './schema'

const clean = (value: string | null | undefined, max: number) => (value ? cleanText(redactSaid(value), max) : null)

/** Opens a ticket from what a person said, finds the record by its exact identifier, and judges it. Returns its number. */
export async function openTicket(ctx: ServiceContext, input: unknown): Promise<number> {
  await authorize(ctx, 'ticket:write')
  const given = openTicketSchema.parse(input)
  const environment = await ctx.db.prisma.environment.findUnique({ where: { name: given.environment } })
  if (!environment) throw new AppError('invalid', `There is no environment ${given.environment}.`, { fields: [{ path: 'environment', message: 'choose one of the list' }] })
  const identifier = clean(given.identifier, 320)
  if (identifier) await spending(ctx, 'look-up', async () => {})
  const account = identifier ? await accountNamed(ctx, environment.name, identifier) : null
  const id = newId()
  const number = await ctx.db.prisma.$transaction(async (tx) => {
    const ticket = await tx.ticket.create({
      data: {
        id,
        subject: cleanText(redactSaid(given.subject), 200),
        channel: given.channel,
        environment: environment.name,
        reporterName: clean(given.reporterName, 200),
        reporterEmail: clean(given.reporterEmail, 320),
        identifier,
        accountId: account?.id ?? null,
        intake: given.intake ? redactSaid(given.intake).slice(0, 200_000).replaceAll('\0', '') : null,
        openedById: ctx.actor.kind === 'agent' ? ctx.actor.id : null,
        assigneeId: ctx.actor.kind === 'agent' ? ctx.actor.id : null,
        createdAt: ctx.now,
        updatedAt: ctx.now,
        experience: {
          create: {
            message: clean(given.message, 1000),
            statusCode: given.statusCode ? Number(given.statusCode) : null,
            url: clean(given.url, 2000),
            symptom: given.intake ? clean(proseOf(given.intake), 4000) : null,
            scope: given.scope,
            lastWorked: clean(given.lastWorked, 500),
          },
        },
      },
    })
    await writeAudit(tx, ctx, { action: 'ticket.open', outcome: 'done', target: { kind: 'ticket', id, name: `#${ticket.number}` }, ticketId: id })
    return ticket.number
  })
  await assessTicket(ctx, number)
  return number
}

/** The one record of an exact identifier; several of one name are left for the engineer to choose from. */
async function accountNamed({ db }: ServiceContext, environment: string, identifier: string) {
  const named = [{ emailKey: identifierKey(identifier) }, { username: identifier }, { externalId: identifier }]
  const found = await db.prisma.account.findMany({ where: { environment, OR: named }, select: { id: true }, take: 2 })
  return found.length === 1 ? found[0] : null
}
