import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { areaOf, methodOf } from './area-of'
import { processMetrics } from './registry'

type Message = { request: IncomingMessage; response: ServerResponse }

/** Counts and times every request of this process, as Node.js tells of them: also what fails before any page is reached. */
export function observeRequests(): void {
  const { requests, errors, durations } = processMetrics()
  const started = new WeakMap<IncomingMessage, { at: number; area: string }>()
  subscribe('http.server.request.start', (message) => {
    const { request } = message as Message
    // Next.js rewrites the address of the request on its way.
    started.set(request, { at: performance.now(), area: areaOf(request.url ?? '') })
  })
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Message
    const start = started.get(request)
    if (!start) return
    const { area, at } = start
    requests.inc({ area, method: methodOf(request.method), status: response.statusCode })
    if (response.statusCode >= 500) errors.inc({ area })
    durations.observe({ area }, (performance.now() - at) / 1000)
  })
}
