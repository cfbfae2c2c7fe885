import { z } from 'zod'
import { weaknessOf } from '@/lib/auth/weak-password'
import { ROLES } from '@/lib/evidence/vocabulary'
import { passwordSchema } from './password-schema'

export const SCOPES = ['events:write', 'changes:write', 'accounts:write', 'config:write', 'diagnose', 'metrics:read'] as const

/** The id of the proof that a form brings; a script brings none. */
const stepUpProof = z.string().max(60).default('')

export const createTokenSchema = z.object({
  name: z.string().trim().min(2, 'give it a name').max(80),
  scopes: z.array(z.enum(SCOPES), 'choose what it may do').min(1, 'choose what it may do'),
  stepUpProof,
})
export const revokeSchema = z.object({ id: z.uuid() })
export const createAgentSchema = z
  .object({
  email: z.email('this is no e-mail address').max(320),
  name: z.string().trim().min(2, 'say who it is').max(100),
  role: z.enum(ROLES),
  password: passwordSchema,
  stepUpProof,
})
  .refine(({ password, email, name }) => weaknessOf(password, [email, name]) === null, { path: ['password'], message: 'too easy to guess for who knows the person' })
export const changeAgentSchema = z.object({ id: z.uuid(), role: z.enum(ROLES).optional(), disabled: z.enum(['yes', 'no']).optional(), stepUpProof })
export const changeServiceSchema = z.object({ name: z.string().max(100), owner: z.string().trim().max(200), onSignInPath: z.literal('yes').optional() })
