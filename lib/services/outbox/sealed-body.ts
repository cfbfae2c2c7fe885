import { consoleSecret } from '@/lib/auth/secret'
import { seal, unseal } from '@/lib/core/seal'

const PURPOSE = 'outbox'
const LINK = /https?:\/\/\S+/g
const FOR_THE_PERSON = 'What this message gives access with is for the person alone and is not kept.'

/**
 * A body as it is kept. A notice stays readable without its links; a message that gives access leaves nothing. The whole
 * is sealed beside it until it is sent: whoever reads the database reads no link and no code.
 */
export function keepBody(id: string, kind: string, body: string): { body: string; sealed: string | null } {
  const kept = kind === 'notice' ? body.replace(LINK, '[link]') : FOR_THE_PERSON
  return { body: kept, sealed: kept === body ? null : seal(consoleSecret(), PURPOSE, id, body) }
}

/** The body as it is sent, or null when it was sealed under another secret. */
export const openBody = (id: string, body: string, sealed: string | null): string | null => (sealed === null ? body : unseal(consoleSecret(), PURPOSE, id, sealed))
