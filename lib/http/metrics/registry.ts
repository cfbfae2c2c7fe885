import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

function make() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Counter({ name: 'latchkey_http_requests_total', help: 'Requests answered, by part of the console, method and status.', labelNames: ['area', 'method', 'status'], registers: [registry] }),
    errors: new Counter({ name: 'latchkey_http_errors_total', help: 'Requests that failed on the side of the console (5xx), by part.', labelNames: ['area'], registers: [registry] }),
    durations: new Histogram({ name: 'latchkey_http_request_duration_seconds', help: 'From the request to the end of its answer, by part of the console.', labelNames: ['area'], buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [registry] }),
  }
}

// On globalThis it is one for the several bundles of one Next.js process.
const shared = globalThis as typeof globalThis & { latchkeyMetrics?: ReturnType<typeof make> }

/** The figures that this process counts itself. */
export function processMetrics() {
  shared.latchkeyMetrics ??= make()
  return shared.latchkeyMetrics
}
