import { withParams } from './page'

/** Without JavaScript the page loads itself anew so often, and stops after ten minutes: a page left open is not somebody at work. */
const RELOAD_SECONDS = 10
const RELOADS = 60

/** Filters that a followed list keeps to. */
const FILTERS = ['environment', 'outcome', 'reason', 'format'] as const

export type Follow = {
  /** Where a page asks for what is new. */
  address: string
  start: string
  stop: string
  on: boolean
  /** What a browser without JavaScript does: null when it has reloaded long enough. */
  refresh: string | null
}

/** What the address of a page says of following: `live` counts the reloads, and 1 is the switch. Never asks for an environment or filter that the page does not show. */
export function readFollow(path: string, params: Readonly<Record<string, string | undefined>>): Follow {
  const reloads = Number.parseInt(params.live ?? '', 10)
  const query = new URLSearchParams(FILTERS.flatMap((name) => (params[name] ? [[name, params[name]]] : [])))
  const next = withParams(path, params, { live: String(reloads + 1) })
  return { address: `/live?${query}${query.size ? '&' : ''}`, start: withParams(path, params, { live: '1' }), stop: withParams(path, params, { live: undefined }), on: reloads >= 1 && reloads <= RELOADS, refresh: reloads < RELOADS ? `${RELOAD_SECONDS};url=${next}` : null }
}
