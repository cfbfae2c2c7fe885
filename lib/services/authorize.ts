import { AppError } from '@/lib/core/errors'
import type { RecoveryAction, Role } from '@/lib/evidence/vocabulary'
import { writeAuditAlone } from './audit/write-audit'
import type { ServiceContext } from './context'

/** What can be done here. `recover:*` stands once for each recovery. */
export type Permission =
  | 'read'
  | 'ticket:write'
  | 'change:write'
  | 'verdict:write'
  | `recover:${RecoveryAction}`
  | 'recover:override'
  | 'recover:approve'
  | 'guard:write'
  | 'audit:own'
  | 'audit:read'
  | 'settings:write'

const VIEWER: readonly Permission[] = ['read']
const AGENT: readonly Permission[] = [
  ...VIEWER,
  'ticket:write',
  'change:write',
  'verdict:write',
  'audit:own',
  'recover:resend_verification',
  'recover:send_reset_link',
  'recover:revoke_sessions',
  'recover:unlock_account',
  'recover:clear_block',
  'recover:re_enable_account',
  'recover:issue_bypass',
  'recover:remove_factor',
  'recover:reset_mfa',
]
const APPROVER: readonly Permission[] = [
  ...AGENT,
  'audit:read',
  'recover:override',
  'recover:approve',
  'guard:write',
]

/** The whole role table: read by verbs, pages and tests. Agents do and ask, and read in the audit what they did themselves; approvers agree, viewers look; what an act asks for beside the role stands in recoveries/policy.ts. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: VIEWER,
  agent: AGENT,
  approver: APPROVER,
  admin: [...APPROVER, 'settings:write'],
}

/** Whether an actor may; the page asks this to say why a button is off, the verb to refuse. */
export function may(actor: ServiceContext['actor'], permission: Permission): boolean {
  if (actor.kind === 'system') return true
  return actor.kind === 'agent' && ROLE_PERMISSIONS[actor.role].includes(permission)
}

/** The first line of every verb. A refusal is audited like a grant. Throws AppError('forbidden'). */
export async function authorize(ctx: ServiceContext, permission: Permission, target?: { kind: string; id: string }) {
  if (may(ctx.actor, permission)) return
  await writeAuditAlone(ctx, {
    action: permission,
    outcome: 'denied',
    target: target ? { ...target, name: null } : null,
    reason: 'role',
  })
  throw new AppError('forbidden', 'Your role does not include this. An administrator can change it under Settings.')
}

/** The same for machines: the token must carry the scope. A refusal is audited. Throws AppError('forbidden'). */
export async function authorizeScope(ctx: ServiceContext, scope: string): Promise<void> {
  if (ctx.actor.kind === 'system') return
  if (ctx.actor.kind === 'token' && ctx.actor.scopes.includes(scope)) return
  await writeAuditAlone(ctx, { action: scope, outcome: 'denied', target: null, reason: 'scope' })
  throw new AppError('forbidden', `This needs a token with the scope ${scope}.`)
}
