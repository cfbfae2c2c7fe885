import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readForm } from './action'
import { currentAgent, type AgentContext } from './current-agent'
import { withParams } from './page'
import { isSameOrigin } from './same-origin'
import { openSearch, sealSearch } from './search-token'

type Params = Readonly<Record<string, string | undefined>>

/**
 * The filters of a list with what is searched for, out of its address. An address that carries the search in the clear
 * (an old bookmark, one that somebody typed) leads on to the same list with it sealed.
 */
export function readSearch(ctx: AgentContext, path: string, params: Params): { filters: Params; q: string | undefined } {
  const { q, s, ...filters } = params
  if (q) redirect(withParams(path, { ...filters, s: sealSearch(ctx, q) }, {}))
  const text = openSearch(ctx, s)
  return { filters: { ...filters, s: text === undefined ? undefined : s }, q: text }
}

/** What the search form of a list does: seals what was typed and leads to the list. Nothing personal ever stands in an address. */
export async function search(path: string, form: FormData): Promise<never> {
  const ctx = await currentAgent()
  if (!ctx) redirect('/sign-in')
  if (!isSameOrigin(await headers())) redirect(path)
  const { q, s, ...rest } = readForm(form)
  const filters = Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  const typed = typeof q === 'string' ? q.trim() : ''
  redirect(withParams(path, { ...filters, s: typed ? sealSearch(ctx, typed) : typeof s === 'string' ? s : undefined }, {}))
}
