import { z } from 'zod'
import { reasonText } from '../reveals/schema'

/** What a crowd of failures is. The first four are attacks, the next two faults that look like one, the last is life. */
export const KINDS = ['stuffing', 'spray', 'brute_force', 'flood', 'stale_client', 'shared_proxy', 'ordinary'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  stuffing: 'Leaked passwords are tried',
  spray: 'A few passwords are tried on many accounts',
  brute_force: 'The password of one account is guessed',
  flood: 'The sign-in is flooded',
  stale_client: 'A device keeps an old password',
  shared_proxy: 'People behind one address are held back together',
  ordinary: 'Ordinary mistakes',
}

const ATTACKS: readonly Kind[] = ['stuffing', 'spray', 'brute_force', 'flood']
export const natureOf = (kind: Kind) => (ATTACKS.includes(kind) ? 'attack' : 'fault')

export const figuresSchema = z.object({
  /** What the tries have in common: a range of addresses, a name, or only the environment. */
  scope: z.enum(['range', 'name', 'environment']),
  /** Minutes that the tries span. */
  minutes: z.number(),
  failures: z.number(),
  successes: z.number(),
  /** Names that failed, and those of them that are accounts here. */
  names: z.number(),
  accounts: z.number(),
  /** Addresses and browsers or programs that the failures came from. */
  sources: z.number(),
  agents: z.number(),
  /** Failures of the name that was tried most. */
  mostOfName: z.number(),
  /** Failures that a limit or a block on an address made. */
  throttled: z.number(),
  /** Failures of the busiest minute. */
  busiest: z.number(),
  /** How much the gaps between failures vary: their deviation over their mean. 0 = clockwork, 1 = chance; null with fewer than eight. */
  cadence: z.number().nullable(),
  /** Share of the addresses from which somebody signed in well a day ago or earlier; null where nothing is known of that time. */
  familiar: z.number().nullable(),
  /** Failures usual at this hour of the week; null where nothing is known. Only for a whole environment. */
  usual: z.number().nullable(),
})
export type Figures = z.infer<typeof figuresSchema>

export type AlertItem = { id: string; kind: Kind; nature: 'attack' | 'fault'; environment: string; subject: string | null; accountId: string | null; because: string[]; raisedAt: string; seenAt: string }

export const settleInput = z.object({ id: z.uuid(), as: z.enum(['right', 'wrong']), reason: reasonText })
