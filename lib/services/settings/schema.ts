import { z } from 'zod'
import { ROLES } from '@/lib/evidence/vocabulary'

export const SCOPES = ['events:write', 'changes:write', 'accounts:write', 'config:write', 'diagnose'] as const

export const createTokenSchema = z.object({
  name: z.string().trim().min(2, 'give it a name').max(80),
  scopes: z.array(z.enum(SCOPES), 'choose what it may do').min(1, 'choose what it may do'),
})
export const revokeSchema = z.object({ id: z.uuid() })
export const createAgentSchema = z.object({
  email: z.email('this is no e-mail address').max(320),
  name: z.string().trim().min(2, 'say who it is').max(100),
  role: z.enum(ROLES),
  password: z.string().min(15, 'the password needs at least 15 characters').max(256),
})
export const changeAgentSchema = z.object({ id: z.uuid(), role: z.enum(ROLES).optional(), disabled: z.enum(['yes', 'no']).optional() })
export const changeServiceSchema = z.object({ name: z.string().max(100), owner: z.string().trim().max(200), onSignInPath: z.literal('yes').optional() })
