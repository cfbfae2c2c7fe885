import { AppError } from '@/lib/core/errors'
import type { ServiceContext } from '../context'
import { chooseAccountSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Ties a ticket to a person's record, or unties it with an empty id. */
export async function chooseAccount(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, accountId } = chooseAccountSchema.parse(input)
  await updateTicket(ctx, number, 'facts', async (tx, ticket) => {
    const account = accountId ? await tx.account.findUnique({ where: { id: accountId }, select: { id: true, environment: true, email: true } }) : null
    if (accountId && !account) throw new AppError('not_found', 'There is no such record any more.')
    const data = { accountId: account?.id ?? null, accountChosenAt: ctx.now, ...(account ? { environment: account.environment, identifier: account.email } : {}) }
    return { data, action: 'ticket.choose_account', before: { accountId: ticket.accountId }, after: { accountId: account?.id ?? null } }
  })
}
