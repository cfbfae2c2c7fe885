import { consoleSecret } from '@/lib/auth/secret'
import { seal, unseal } from '@/lib/core/seal'
import { comparable } from '@/lib/core/filter-text'
import type { ServiceContext } from '@/lib/services/context'

const PURPOSE = 'search'
const LONGEST = 320

/** What somebody searched for, as it may stand in an address: sealed, and of use to the same agent only. */
export const sealSearch = (ctx: ServiceContext, text: string) => seal(consoleSecret(), PURPOSE, ctx.actor.id ?? '', comparable(text, LONGEST))

/** The search of an address, or undefined where there is none, it is somebody else's, or it is no seal. */
export function openSearch(ctx: ServiceContext, sealed: string | undefined): string | undefined {
  if (!sealed || sealed.length > 4_000) return undefined
  return unseal(consoleSecret(), PURPOSE, ctx.actor.id ?? '', sealed) ?? undefined
}
