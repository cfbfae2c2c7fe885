import { hashPassword as hash } from '@/lib/auth/password'

/** What is stored of a new agent's password. */
export const hashPassword = (password: string) => hash(password)
