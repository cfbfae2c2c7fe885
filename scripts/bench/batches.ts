/** Records of a batch. */
export const BATCH = 2_000

/** A batch of records as a service would send them: the console's own JSON, a few fields each, numbered from `from` on; `now` in epoch ms. */
export function batchOf(from: number, now: number, name = 'bench'): string {
  return Array.from({ length: BATCH }, (_, index) => {
    const n = from + index
    return JSON.stringify({
      latchkey: 1,
      sourceId: `${name}-${n}`,
      at: new Date(now - 86_400_000 + (n % 1_700_000) * 50).toISOString(),
      environment: 'production',
      service: 'auth-service',
      hop: 'auth',
      outcome: n % 10 ? 'success' : 'failure',
      reason: n % 10 ? 'success' : 'bad_password',
      attempted: `user${n % 5000}@example.com`,
      ip: `203.0.113.${n % 250}`,
      traceId: `${name}-${n}`,
    })
  }).join('\n')
}

/** Posts a body of records that is gzipped already. */
export function post(address: string, token: string, body: Buffer): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }
  return fetch(`${address}/api/v1/events`, { method: 'POST', headers, body: new Uint8Array(body) })
}
