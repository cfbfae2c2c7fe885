import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Adds the address of the socket to the hops that a request names. */
export function appendPeer({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): void {
  const named = headers['x-forwarded-for']
  if (socket.remoteAddress) headers['x-forwarded-for'] = [named, socket.remoteAddress].flat().filter(Boolean).join(', ')
}

/**
 * Appends the socket's address to X-Forwarded-For of every request, as a proxy would. Next.js sets the header only where
 * the caller sent none: anybody could choose an address for the throttle and the audit.
 */
export function appendPeers(): void {
  // Node.js publishes this before the server sees the request.
  subscribe('http.server.request.start', (message) => appendPeer((message as { request: IncomingMessage }).request))
}
