import { createHmac } from 'node:crypto'
import { sameText } from '@/lib/core/crypto'
import type { Headers, Signature } from './define'

/** Whether a delivery proves that its sender has the secret. Compares in constant time. */
export function signatureFits(signature: Signature, secret: string, headers: Headers, body: Buffer): boolean {
  if (signature.kind === 'hmac') return sameText(`${signature.prefix}${createHmac(signature.algorithm, secret).update(body).digest('hex')}`, headers[signature.header] ?? '')
  if (signature.kind === 'token') return sameText(secret, headers[signature.header] ?? '')
  return sameText(secret, credentialOf(headers.authorization ?? ''))
}

/** The token of `Bearer`, the password of `Basic` (RFC 7617), else the header as it stands: some senders have one field for it. */
function credentialOf(header: string): string {
  const [, scheme = '', rest = ''] = /^(Bearer|Basic) +(.{1,4000})$/i.exec(header) ?? []
  if (scheme === '') return header
  if (scheme.toLowerCase() === 'bearer') return rest
  const pair = Buffer.from(rest, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}
