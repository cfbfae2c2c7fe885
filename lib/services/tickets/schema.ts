import { z } from 'zod'
import { comparable, filterText } from '@/lib/core/filter-text'
import { CHANNELS, SCOPES, STEPS } from '@/lib/evidence/vocabulary'

/** What forms and machines may say about a ticket. Texts are bounded; empty texts are nothing. */
const text = (max: number) =>
  z
    .string()
    .max(max, `at most ${max} characters`)
    .transform((value) => value.trim() || null)

const number = z.coerce.number().int().min(1).max(2_147_483_647)
const version = z.coerce.number().int().min(0)

export const openTicketSchema = z.object({
  subject: z.string().trim().min(3, 'say in a few words what the person sees').max(200),
  channel: z.enum(CHANNELS),
  environment: z.string().trim().min(1, 'choose where they sign in').max(60).transform((name) => comparable(name, 60)),
  reporterName: text(200).nullish(),
  reporterEmail: text(320).nullish(),
  identifier: text(320).nullish(),
  intake: text(200_000).nullish(),
  message: text(1000).nullish(),
  statusCode: z
    .string()
    .trim()
    .regex(/^([1-5]\d\d)?$/, 'the status is a number from 100 to 599, or nothing')
    .nullish(),
  url: text(2000).nullish(),
  scope: z.enum(SCOPES).default('unknown'),
  lastWorked: text(500).nullish(),
})

export const experienceSchema = openTicketSchema.pick({ message: true, statusCode: true, url: true, scope: true, lastWorked: true }).extend({ number, version, symptom: text(4000).nullish() })

export const answerSchema = z.object({ number, question: z.string().max(60), answer: z.string().max(60) })
export const chooseAccountSchema = z.object({ number, accountId: z.uuid().or(z.literal('')) })
export const markChangeSchema = z.object({ number, changeId: z.uuid(), state: z.enum(['suspect', 'cleared', 'none']) })
export const pickAttemptSchema = z.object({ number, attempt: z.string().max(200).transform((id) => comparable(id, 200)) })
export const assignSchema = z.object({ number, to: z.enum(['me', 'nobody']) })
export const statusSchema = z.object({ number, status: z.enum(['open', 'waiting', 'solved']) })
export const stepSchema = z.object({ number, step: z.enum(STEPS) })
export const decideSchema = z
  .object({
    number,
    decision: z.enum(['confirmed', 'corrected']),
    correctedCause: z.string().max(80).optional(),
    reason: z.string().trim().max(2000).default(''),
  })
  .refine(({ decision, correctedCause }) => decision === 'confirmed' || Boolean(correctedCause), { path: ['correctedCause'], message: 'choose the cause that it was' })
  .refine(({ decision, reason }) => decision === 'confirmed' || reason.length >= 10, { path: ['reason'], message: 'say in a sentence how you know (10 characters at least)' })
export const saveTextsSchema = z.object({ number, reply: text(8000).nullish(), note: text(8000).nullish() })

export const listTicketsSchema = z.object({
  view: z.enum(['mine', 'unassigned', 'all']).catch('all'),
  status: z.enum(['open', 'waiting', 'solved', 'any']).catch('open'),
  environment: filterText(60),
  bucket: filterText(30),
  q: filterText(200),
  after: filterText(300),
})
