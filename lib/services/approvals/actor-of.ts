import type { Role } from '@/lib/evidence/vocabulary'
import type { Actor } from '../context'
import type { Payload } from './schema'

type Requester = { id: string; name: string; email: string; role: Role }

/** The person for whom an agreed request runs: the one who asked, with the role that they have now and the session in which they asked. */
export const actorOf = ({ id, name, email, role }: Requester, { sessionId, strength }: Pick<Payload, 'sessionId' | 'strength'>): Extract<Actor, { kind: 'agent' }> => ({ kind: 'agent', id, name, email, role, sessionId, strength })
