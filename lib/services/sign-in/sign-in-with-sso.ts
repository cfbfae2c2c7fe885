import { endOtherSessions, openSession } from '@/lib/auth/sessions'
import type { SsoClaims } from '@/lib/auth/oidc'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import { env } from '@/lib/env'
import { ROLES, type Role } from '@/lib/evidence/vocabulary'
import { writeAudit, writeAuditAlone } from '../audit/write-audit'
import { auditAs, type SignInContext } from './context'

/** The end of an address that no mail reaches, for viewers of whom the provider gives none. */
const NO_ADDRESS = '@no-address.invalid'

/** The highest role that the person's groups stand for, or null. */
export function roleOf(groups: readonly string[], map: readonly { group: string; role: Role }[]): Role | null {
  const roles = map.filter(({ group }) => groups.includes(group)).map(({ role }) => role)
  return ROLES.filter((role) => roles.includes(role)).at(-1) ?? null
}

/**
 * Signs in whom the company's provider vouches for. Issuer and subject say who it is, never the e-mail; groups say the role,
 * at each sign-in anew. Without word of a second factor the session counts as a password's. Returns the session's secret.
 * Throws AppError('unauthenticated'), audited.
 */
export async function signInWithSso(ctx: SignInContext, claims: SsoClaims): Promise<string> {
  const role = roleOf(claims.groups, env().oidc?.roles ?? [])
  const identity = await ctx.db.prisma.agentIdentity.findUnique({ where: { issuer_subject: { issuer: claims.issuer, subject: claims.subject } }, include: { agent: true } })
  const agent = identity?.agent ?? null
  const refuse = async (why: string, words: string): Promise<never> => {
    await writeAuditAlone(auditAs(ctx, agent), { action: 'agent.sign_in', outcome: 'denied', target: agent && { kind: 'agent', id: agent.id, name: agent.name }, reason: why })
    throw new AppError('unauthenticated', words)
  }
  if (!role) return refuse('no group with a role', 'None of your groups has a role in this console. Ask an administrator.')
  if (agent?.disabledAt) return refuse('disabled', 'The single sign-on did not let you in. Ask an administrator.')
  const email = claims.email?.normalize('NFKC').trim().toLowerCase()
  // Who owns which account, and who is one person twice, is told by mailboxes: whoever may act has one.
  if (role !== 'viewer' && !email && (!agent || agent.email.endsWith(NO_ADDRESS))) return refuse('no e-mail', 'The single sign-on gives no confirmed e-mail of yours. Whoever may act here needs one. Ask an administrator.')
  if (!agent && email && (await ctx.db.prisma.agent.count({ where: { email } }))) {
    return refuse('e-mail belongs to somebody', 'Another agent has this e-mail, and an e-mail is no proof. An administrator has to change or disable that one first.')
  }
  return ctx.db.prisma.$transaction(async (tx) => {
    const known = agent ?? (await createAgent(tx, ctx, claims, email ?? null, role))
    if (agent) await tx.agentIdentity.update({ where: { issuer_subject: { issuer: claims.issuer, subject: claims.subject } }, data: { lastUsedAt: ctx.now } })
    if (agent && email && agent.email !== email) await moveAddress(tx, ctx, agent, email)
    if (known.role !== role) {
      await tx.agent.update({ where: { id: known.id }, data: { role } })
      await endOtherSessions(tx, known.id, null, ctx.now)
      await writeAudit(tx, auditAs(ctx, known), { action: 'agent.change', outcome: 'done', target: { kind: 'agent', id: known.id, name: known.name }, before: { role: known.role }, after: { role }, reason: 'groups at single sign-on' })
    }
    const strength = claims.strong ? 'sso' : 'password'
    const session = await openSession(tx, { agentId: known.id, strength }, ctx, ctx.now)
    await writeAudit(tx, auditAs(ctx, { ...known, role }, { id: session.id, strength }), { action: claims.strong ? 'agent.sign_in' : 'agent.single_sign_on', outcome: 'done', target: { kind: 'agent', id: known.id, name: known.name }, after: { strength, provider: claims.provider } })
    return session.secret
  })
}

/** The address follows the provider, unless somebody else has it here. */
async function moveAddress(tx: Transaction, ctx: SignInContext, agent: { id: string; name: string; email: string }, email: string) {
  if (await tx.agent.count({ where: { email } })) return
  await tx.agent.update({ where: { id: agent.id }, data: { email } })
  await writeAudit(tx, auditAs(ctx, null), { action: 'agent.change', outcome: 'done', target: { kind: 'agent', id: agent.id, name: agent.name }, before: { email: agent.email }, after: { email }, reason: 'e-mail at single sign-on' })
}

async function createAgent(tx: Transaction, ctx: SignInContext, claims: SsoClaims, email: string | null, role: Role) {
  const id = newId()
  const name = cleanText(claims.name ?? email ?? claims.subject, 100)
  // The column wants an address; where the provider gives none, one that no mail reaches.
  const agent = await tx.agent.create({ data: { id, email: email ?? `${id}${NO_ADDRESS}`, name, role, createdAt: ctx.now } })
  await tx.agentIdentity.create({ data: { id: newId(), agentId: id, issuer: claims.issuer, subject: claims.subject, linkedAt: ctx.now, lastUsedAt: ctx.now } })
  await writeAudit(tx, auditAs(ctx, null), { action: 'agent.create', outcome: 'done', target: { kind: 'agent', id, name }, after: { role, by: 'single sign-on' } })
  return agent
}
