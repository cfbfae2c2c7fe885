import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { guardOffBinding } from './bindings'
import { auditDenials } from './denied'
import { provenBy } from './proven-by'
import { GUARDS, type GuardName, type GuardView } from './schema'
import { spendProof } from './spend-proof'

/** Whether each switch is on. With `hold`, nobody turns one until the transaction ends: who stops recoveries waits for those under way, and none begins afterwards. */
export async function readGuards(tx: Transaction, hold: boolean): Promise<Readonly<Record<GuardName, boolean>>> {
  const rows = hold
    ? await tx.$queryRaw<{ name: string; is_on: boolean }[]>`SELECT name, is_on FROM guard ORDER BY name FOR SHARE`
    : await tx.$queryRaw<{ name: string; is_on: boolean }[]>`SELECT name, is_on FROM guard ORDER BY name`
  const isOn = (name: GuardName) => rows.some((row) => row.name === name && row.is_on)
  return { elevated_threat: isOn('elevated_threat'), kill_switch: isOn('kill_switch') }
}

/** Both switches with who set them and why, for the frame of every page. Throws forbidden. */
export async function listGuards(ctx: ServiceContext): Promise<GuardView[]> {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.guard.findMany({ take: GUARDS.length })
  return GUARDS.map((name) => {
    const row = rows.find((each) => each.name === name)
    return { name, isOn: row?.isOn ?? false, reason: row?.reason ?? '', by: row?.setByName ?? 'console', at: row?.setAt.toISOString() ?? null }
  })
}

const input = z.object({
  name: z.enum(GUARDS, 'That is not a switch.'),
  to: z.enum(['on', 'off'], 'On or off?'),
  reason: z.string().max(1000).transform((text) => cleanText(text, 500)).refine((text) => text.length >= 10, 'Say why, in 10 characters or more: everybody reads it.'),
  stepUpProof: z.string().max(60).default(''),
})

/**
 * Turns a switch for everybody, at once: on with a reason, off with a proof as well, since what it protected is open again.
 * Throws forbidden (audited), invalid, conflict where somebody was faster.
 */
export async function setGuard(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'guard:write')
  const { name, to, reason, stepUpProof } = input.parse(given)
  const isOn = to === 'on'
  const target = { kind: 'guard', id: name, name }
  await auditDenials(ctx, `guard.${name}`, () => ctx.db.prisma.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ is_on: boolean; set_by_name: string }[]>`SELECT is_on, set_by_name FROM guard WHERE name = ${name} FOR UPDATE`
    if (before?.is_on === isOn) throw new AppError('conflict', `It is ${to} already, set by ${before.set_by_name}.`)
    const proof = isOn ? null : await spendProof(tx, ctx, guardOffBinding(name), stepUpProof, { target, ticketId: null })
    const data = { isOn, reason, setById: ctx.actor.id, setByName: ctx.actor.name, setAt: ctx.now }
    await tx.guard.upsert({ where: { name }, create: { name, ...data }, update: data })
    await writeAudit(tx, ctx, { action: `guard.${name}`, outcome: 'done', target, reason, ...provenBy(name, [], proof), before: { On: String(before?.is_on ?? false) }, after: { On: String(isOn) } })
  }))
}
