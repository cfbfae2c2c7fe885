import type { Signature } from './define'

const NAMES = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' }
const written = (header: string) => header.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('-')

/** How a source proves itself, in a sentence. */
export function signatureWords(signature: Signature): string {
  if (signature.kind === 'hmac') return `Signed: ${written(signature.header)} carries ${signature.prefix ? `${signature.prefix} and ` : ''}the HMAC ${NAMES[signature.algorithm]} of the body in hex.`
  if (signature.kind === 'token') return `${written(signature.header)} carries the secret.`
  return 'Authorization carries the secret, as Bearer SECRET or as the password of Basic.'
}
