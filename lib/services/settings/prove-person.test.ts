import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import { newId } from '@/lib/core/ids'
import { setLogLevel } from '@/lib/core/log'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import { codeOf, proveFor } from '@/lib/testing/guarded'
import type { ServiceContext } from '../context'
import { guardOffBinding } from '../recoveries/bindings'
import { setGuard } from '../recoveries/guards'
import { changeAgent, createAgent } from './agents'
import { changeAgentBinding, createAgentBinding, createTokenBinding } from './bindings'
import { createToken } from './tokens'

setLogLevel('silent')

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const hash = (password: string) => Promise.resolve(`hash of ${password.length}`)
const fresh = async () => ({ name: 'Nia Newcomer', email: `Nia.${newId()}@Example.com`, role: 'approver', password: 'four chairs under a bridge' })
const token = () => ({ name: `shipper ${newId()}`, scopes: ['events:write', 'diagnose'] })
const REASON = 'The hole is closed again'

async function victim(role: 'viewer' | 'approver' = 'viewer') {
  return (await agentContext(db, role)).actor.id
}

async function switchedOn(ctx: ServiceContext) {
  await db.prisma.guard.deleteMany({ where: { name: 'elevated_threat' } })
  await setGuard(ctx, { name: 'elevated_threat', to: 'on', reason: 'A campaign against help desks' })
}

type Case = {
  /** What is asked for, what proves it, and proofs that are near and not it. */
  input: Record<string, unknown>
  binding: StepUpBinding
  others: StepUpBinding[]
  act: (ctx: ServiceContext, input: Record<string, unknown>) => Promise<unknown>
  /** How much of the effect is there. */
  there: () => Promise<unknown>
}

const CASES: Record<string, (ctx: ServiceContext) => Promise<Case>> = {
  'agent.create': async () => {
    const input = await fresh()
    const others = [createAgentBinding({ ...input, role: 'viewer' }), createAgentBinding({ ...input, email: 'somebody.else@example.com' })]
    return { input, binding: createAgentBinding(input), others, act: (ctx, given) => createAgent(ctx, given, hash), there: () => db.prisma.agent.count({ where: { email: input.email.toLowerCase(), role: 'approver' } }) }
  },
  'agent.change': async () => {
    const input = { id: await victim(), role: 'admin', disabled: 'no' }
    const others = [changeAgentBinding({ ...input, id: await victim() }), changeAgentBinding({ ...input, role: 'viewer' }), changeAgentBinding({ ...input, disabled: 'yes' }), changeAgentBinding({ id: input.id, role: 'admin' })]
    return { input, binding: changeAgentBinding(input), others, act: changeAgent, there: () => db.prisma.agent.count({ where: { id: input.id, role: 'admin' } }) }
  },
  'token.create': async () => {
    const input = token()
    const others = [createTokenBinding({ ...input, scopes: ['events:write'] }), createTokenBinding({ ...input, name: 'another' })]
    return { input, binding: createTokenBinding({ ...input, scopes: input.scopes.toReversed() }), others, act: createToken, there: () => db.prisma.apiToken.count({ where: { name: input.name } }) }
  },
  'guard.elevated_threat': async (ctx) => {
    await switchedOn(ctx)
    const input = { name: 'elevated_threat', to: 'off', reason: REASON }
    return { input, binding: guardOffBinding('elevated_threat'), others: [guardOffBinding('kill_switch')], act: setGuard, there: () => db.prisma.guard.count({ where: { name: 'elevated_threat', isOn: false } }) }
  },
}

describe.each(Object.entries(CASES))('%s', (action, prepare) => {
  it('is refused and audited without a proof, with one for something else, of somebody else or of another session', async () => {
    const ctx = await agentContext(db, 'admin')
    const { input, binding, others, act, there } = await prepare(ctx)
    const colleague = await agentContext(db, 'admin')
    const elsewhere: ServiceContext = { ...ctx, actor: { ...ctx.actor, sessionId: colleague.actor.sessionId } }
    const proofs = ['', newId(), await proveFor(colleague, binding), await proveFor(elsewhere, binding)]
    for (const other of others) proofs.push(await proveFor(ctx, other))
    for (const stepUpProof of proofs) expect(await codeOf(act(ctx, { ...input, stepUpProof }))).toBe('forbidden')
    expect(await there()).toBe(0)
    const denied = await db.prisma.auditEntry.findMany({ where: { actorId: ctx.actor.id, action, outcome: 'denied' } })
    expect(denied).toHaveLength(proofs.length)
    expect(new Set(denied.map(({ targetKind }) => targetKind))).toEqual(new Set([action.split('.')[0]]))
  })

  it('happens once with the proof for it, which the audit names', async () => {
    const ctx = await agentContext(db, 'admin')
    const { input, binding, act, there } = await prepare(ctx)
    const stepUpProof = await proveFor(ctx, binding)
    expect(await codeOf(act(ctx, { ...input, stepUpProof }))).toBe('done')
    expect(await there()).toBe(1)
    expect(await db.prisma.auditEntry.findFirst({ where: { actorId: ctx.actor.id, action, outcome: 'done', stepUpId: stepUpProof } })).toMatchObject({ strength: 'totp' })
    expect((await db.prisma.stepUpProof.findUniqueOrThrow({ where: { id: stepUpProof } })).spentAt).toEqual(ctx.now)
    expect(['conflict', 'forbidden']).toContain(await codeOf(act(ctx, { ...input, stepUpProof })))
  })

  it('leaves the proof unspent where it is refused for another reason', async () => {
    const ctx = await agentContext(db, 'admin')
    const { input, binding, act, there } = await prepare(ctx)
    const stepUpProof = await proveFor(ctx, binding)
    const before = await db.prisma.auditEntry.count()
    await db.pool.query(`CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$; CREATE TRIGGER fault BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fault()`)
    expect(await codeOf(act(ctx, { ...input, stepUpProof }))).toBe('unavailable')
    await db.pool.query('DROP FUNCTION fault CASCADE')
    expect([await there(), await db.prisma.auditEntry.count()]).toEqual([0, before])
    expect(await codeOf(act(ctx, { ...input, stepUpProof }))).toBe('done')
  })
})

describe('what needs no proof', () => {
  const script = (): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'script' }, now: new Date('2026-11-24T12:00:00Z'), requestId: null, ip: null })

  it('is a script of the console, which has nobody to prove', async () => {
    expect(await codeOf(createAgent(script(), await fresh(), hash))).toBe('done')
    expect(await codeOf(createToken(script(), token()))).toBe('done')
  })

  it('is turning a switch on', async () => {
    await switchedOn(await agentContext(db, 'approver'))
    expect(await db.prisma.guard.count({ where: { name: 'elevated_threat', isOn: true } })).toBe(1)
  })
})

it('a person who is disabled twice stays so since the first time', async () => {
  const ctx = await agentContext(db, 'admin')
  const input = { id: await victim(), disabled: 'yes' }
  await changeAgent(ctx, { ...input, stepUpProof: await proveFor(ctx, changeAgentBinding(input)) })
  const then = { ...ctx, now: new Date(ctx.now.getTime() + 60_000) }
  await changeAgent(then, { ...input, role: 'agent', stepUpProof: await proveFor(then, changeAgentBinding({ ...input, role: 'agent' })) })
  expect(await db.prisma.agent.findUnique({ where: { id: input.id } })).toMatchObject({ role: 'agent', disabledAt: ctx.now })
})
