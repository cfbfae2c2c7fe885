import type { StepUpBinding } from '@/lib/auth/step-up/binding'

/** An e-mail address as it is kept of an agent: one spelling for one mailbox. */
export const emailKey = (email: string) => email.normalize('NFKC').trim().toLowerCase()

/** Fields of a form, as they were typed. */
type Typed = Readonly<Record<string, unknown>>
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** What an administrator proves themselves for who adds somebody: this address, with this role. The password is no part of it: it must not be hashed weakly. */
export const createAgentBinding = ({ email, role }: Typed): StepUpBinding => ({ action: 'agent:create', targetId: 'agent', params: { email: emailKey(text(email)), role: text(role) } })

/** The same for changing somebody: this role, and whether they may sign in. What is left as it is, is null. */
export const changeAgentBinding = ({ id, role, disabled }: Typed): StepUpBinding => ({ action: 'agent:change', targetId: text(id) || 'agent', params: { role: text(role) || null, disabled: text(disabled) || null } })

/** The same for a token of a machine: this name, with these scopes in whatever order. */
export const createTokenBinding = ({ name, scopes }: Typed): StepUpBinding => ({ action: 'token:create', targetId: 'token', params: { name: text(name).trim(), scopes: Array.isArray(scopes) ? scopes.map(text).sort() : [] } })
