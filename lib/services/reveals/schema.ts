import { z } from 'zod'
import { cleanText } from '@/lib/core/text'

/** Shorter reasons say nothing to whoever reads the audit. */
export const REVEAL_REASON_MIN = 10

export const reasonText = z
  .string()
  .max(2000)
  .transform((text) => cleanText(text, 500))
  .refine((text) => text.length >= REVEAL_REASON_MIN, `Say in a few words what you need it for (${REVEAL_REASON_MIN} characters at least).`)

/** What can be seen whole: one value at a time, named by what it belongs to. */
export const REVEALABLE = ['account.email', 'account.phone', 'account.address', 'contact', 'ticket.identifier', 'ticket.reporter', 'event.attempted', 'event.address'] as const
export type Revealable = (typeof REVEALABLE)[number]

export const revealInput = z.object({
  what: z.enum(REVEALABLE),
  id: z.uuid(),
  ticket: z.coerce.number('Say for which ticket.').int('Say for which ticket.').min(1, 'Say for which ticket.').max(2_147_483_647),
  reason: reasonText,
})

/** How long a revealed value stays on the screen. */
export const SHOWN_SECONDS = 60
