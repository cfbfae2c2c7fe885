import { z } from 'zod'
import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import type { ServiceContext } from '../context'
import { recoveryBinding } from './bindings'
import { readTicket } from './read-ticket'
import { previewInput } from './schema'

const input = previewInput.extend({ fingerprint: z.string() })

/** What the agent has to prove themselves for, by the form of a recovery. Throws not_found, invalid. */
export async function bindingOf({ db }: ServiceContext, given: unknown): Promise<StepUpBinding> {
  const asked = input.parse(given)
  const { accountId } = await readTicket(db.prisma, asked.ticketId, false)
  return recoveryBinding(asked, accountId)
}
