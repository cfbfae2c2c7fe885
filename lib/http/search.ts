import { redirect } from 'next/navigation'
import { readForm } from './action'
import type { AgentContext } from './current-agent'
import { withParams } from './page'
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

/** Lists that can be searched: the form names one of them, and nothing else is led to. */
const LISTS = /^\/(?:queue|accounts|events|audit|tickets\/\d{1,9}\/record)$/

/** Where a search form leads: its list, with the filters as they are and with what was typed sealed. */
export function searchAddress(ctx: AgentContext, form: FormData): string {
  const { list, q, s, ...rest } = readForm(form)
  const path = typeof list === 'string' && LISTS.test(list) ? list : '/queue'
  const filters = Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  const typed = typeof q === 'string' ? q.trim() : ''
  return withParams(path, { ...filters, s: typed ? sealSearch(ctx, typed) : typeof s === 'string' ? s : undefined }, {})
}
