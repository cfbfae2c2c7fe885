import type { Role } from '@/lib/evidence/vocabulary'
import type { ServiceContext } from '../context'

/** The person for whom an agreed request runs: the one who asked, with the role that they have now. */
export const actorOf = ({ id, name, email, role }: { id: string; name: string; email: string; role: Role }): Extract<ServiceContext['actor'], { kind: 'agent' }> => ({ kind: 'agent', id, name, email, role })
