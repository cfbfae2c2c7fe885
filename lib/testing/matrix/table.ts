import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import { newId } from '@/lib/core/ids'
import { ROLE_PERMISSIONS } from '@/lib/services/authorize'
import { guardOffBinding, recoveryBinding } from '@/lib/services/recoveries/bindings'
import { changeAgentBinding, createAgentBinding, createTokenBinding } from '@/lib/services/settings/bindings'
import { about, form, found, has, machine, open, sends, step, type Cell, type Outcome, type Rule, TARGETS, type Target } from './rules'
import type { Role } from '@/lib/evidence/vocabulary'

const params = (values: Record<string, unknown>, search: Record<string, string> = {}) => [{ params: Promise.resolve(values), searchParams: Promise.resolve(search) }]
const page = (more: Partial<Rule> = {}) => open('read', { args: () => params({}), ...more })
const settingsPage = open('settings:write', { args: () => params({}) })
const ticketPage = about(({ ticket }) => params({ number: String(ticket.number) }))
const get = (address: string, values: Record<string, unknown> = {}) => [new Request(`http://127.0.0.1:3000${address}`), { params: Promise.resolve(values) }]
const post = (address: string) => [new Request(`http://127.0.0.1:3000${address}`, { method: 'POST' }), { params: Promise.resolve({}) }]

/** A form about a ticket. */
const onTicket = (permission: Parameters<typeof has>[0], fields: (cell: Cell) => Record<string, string> | Promise<Record<string, string>>) =>
  sends(permission, async (cell) => ({ number: String(cell.ticket.number), ...(await fields(cell)) }), { targets: TARGETS, allow: found(permission) })

/**
 * Unlocking, as one recovery for all: whoever acts the ordinary, nobody themselves. On a privileged account it asks for a
 * verified caller, whom the matrix has not.
 */
function mayUnlock(role: Role, target: Target): Outcome {
  if (!ROLE_PERMISSIONS[role].includes('recover:unlock_account')) return 'forbidden'
  if (target === 'unknown') return 'not_found'
  return target === 'ordinary' ? 'granted' : 'forbidden'
}

/** For what is not there: who may is told so. */
const absent = (permission: Parameters<typeof has>[0]) => (role: Role): Outcome => (has(permission)(role) === 'granted' ? 'not_found' : 'forbidden')

/** Fields with the proof for exactly them. */
async function withProof<Fields extends Record<string, string>>(cell: Cell, fields: Fields, { action, targetId, params }: StepUpBinding) {
  return { ...fields, stepUpProof: await cell.proof(action, targetId, params) }
}

/** What was seen, and the proof for exactly that. */
async function proven(cell: Cell) {
  const fingerprint = await cell.fingerprint()
  return withProof(cell, { fingerprint }, recoveryBinding({ action: 'unlock_account', ticketId: cell.ticket.id, subjectId: null, fingerprint }, cell.accountId))
}

function newToken(cell: Cell) {
  const name = cell.unique()
  return withProof(cell, { name, 'scopes[]': 'diagnose' }, createTokenBinding({ name, scopes: ['diagnose'] }))
}

function newColleague(cell: Cell) {
  const fields = { name: 'New Person', email: `${cell.unique()}@example.com`, role: 'viewer', password: 'four chairs under a bridge' }
  return withProof(cell, fields, createAgentBinding(fields))
}

function promotion(cell: Cell) {
  const fields = { id: cell.victim.id, role: 'approver' }
  return withProof(cell, fields, changeAgentBinding(fields))
}

const ADMIN = 'settings:write'

/**
 * Every page, method of a route and server action with who may pass it. `npm run check` fails where one is missing;
 * lib/http/role-matrix.test.ts tries every cell.
 */
export const TABLE: Readonly<Record<string, Rule>> = {
  // the way in
  'page /': step('none'),
  'page /sign-in': step('none', { args: () => params({}) }),
  'page /sign-in/factor': step('factor', { args: () => params({}) }),
  'page /sign-in/enrol': step('enrol', { args: () => params({}) }),
  'page /sign-in/recovery-codes': page(),
  'page /not-me/[token]': step('none', { args: () => params({ token: 'x' }) }),
  'action not-me/[token]/actions#notMe': step('none', { args: form(() => ({ token: 'x' })) }),
  'page /stop/[token]': step('none', { args: () => params({ token: 'x' }) }),
  'action stop/[token]/actions#stop': step('none', { args: form(() => ({ token: 'x' })) }),
  'GET /sign-in/sso': step('none', { args: () => get('/sign-in/sso?code=a&state=b') }),
  'POST /sign-out': step('none', { args: () => post('/sign-out') }),
  'GET /api/auth/[...nextauth]': step('none', { args: () => get('/api/auth/session', { nextauth: ['session'] }), allow: () => 'not_found' }),
  'POST /api/auth/[...nextauth]': step('none', { args: () => [new Request('http://127.0.0.1:3000/api/auth/signin', { method: 'POST' }), { params: Promise.resolve({ nextauth: ['signin'] }) }], allow: () => 'not_found' }),
  'action sign-in/actions#signIn': step('none', { args: form(() => ({ email: 'nobody@example.com', password: 'nothing' })) }),
  'action sign-in/actions#signInElsewhere': step('none', { args: form(() => ({})) }),
  'action sign-in/actions#sendCode': step('factor', { args: form(() => ({ code: '000000' })) }),
  'action sign-in/actions#sendRecoveryCode': step('factor', { args: form(() => ({ code: 'x' })) }),
  'action sign-in/actions#askMyPasskey': step('factor'),
  'action sign-in/actions#showPasskey': step('factor', { args: () => ['', {}, '/queue'] }),
  'action sign-in/actions#addApp': step('enrol', { args: form(() => ({ code: '000000', label: 'x' })) }),
  'action sign-in/actions#offerNewPasskey': step('enrol'),
  'action sign-in/actions#addPasskey': step('enrol', { args: () => ['', {}, new FormData()] }),

  // pages of the console
  'page /queue': page(),
  'page /accounts': page(),
  'page /accounts/[id]': about(({ accountId }) => params({ id: accountId })),
  'page /attempts/[id]': page({ args: ({ eventId }) => params({ id: eventId }) }),
  'page /changes': page(),
  'page /changes/[id]': page({ args: ({ changeId }) => params({ id: changeId }) }),
  'page /events': page(),
  'page /patterns': page(),
  'page /patterns/[id]': page({ args: ({ patternId }) => params({ id: patternId }) }),
  'page /bulks/[id]': page({ args: ({ bulkId }) => params({ id: bulkId }) }),
  'page /trends': page(),
  'page /playbook': page(),
  'page /playbook/[cause]': page({ args: () => params({ cause: 'account-locked' }) }),
  'page /api-docs': page(),
  'page /bench/floor': step('none', { args: () => params({}), allow: () => 'not_found' }),
  'page /audit': open('audit:own', { args: () => params({}) }),
  'page /tickets/new': page(),
  'page /tickets/[number]': step('none', { args: ({ ticket }) => params({ number: String(ticket.number) }) }),
  'page /tickets/[number]/experience': ticketPage,
  'page /tickets/[number]/record': ticketPage,
  'page /tickets/[number]/changes': ticketPage,
  'page /tickets/[number]/logs': ticketPage,
  'page /tickets/[number]/verdict': ticketPage,
  'page /tickets/[number]/after': ticketPage,
  'page /approvals': page(),
  // There is no demo company here.
  'page /demo/mailbox': page({ allow: () => 'not_found' }),
  'page /tickets/[number]/recover/[action]': about(({ ticket }) => params({ number: String(ticket.number), action: 'unlock_account' })),
  'page /settings': step('none'),
  'page /settings/appearance': page(),
  'page /settings/security': page(),
  'page /settings/sessions': page(),
  'page /settings/services': page(),
  'page /settings/formats': page(),
  'page /settings/threat': page(),
  'page /settings/messages': settingsPage,
  'page /settings/agents': settingsPage,
  'page /settings/agents/[id]': open(ADMIN, { args: ({ victim }) => params({ id: victim.id }) }),
  'page /settings/tokens': settingsPage,

  // what pages that follow ask
  'GET /live': open('read', { args: () => get('/live?outcome=any') }),

  // files
  'GET /audit/export': open('audit:read', { args: () => get('/audit/export?format=csv') }),
  'GET /playbook/decisions': open('audit:read', { args: () => get('/playbook/decisions') }),
  'GET /tickets/[number]/export': about(({ ticket }) => get(`/tickets/${ticket.number}/export`, { number: String(ticket.number) })),

  // where searches go
  'GET /find': step('none'),
  'POST /find': step('none', { args: () => [new Request('http://127.0.0.1:3000/find', { method: 'POST', body: new URLSearchParams({ to: '/accounts', q: 'maya' }) })] }),

  // what is not there
  ...Object.fromEntries(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [`${method} /api/[...path]`, step('none', { args: () => [new Request('http://127.0.0.1:3000/api/nowhere', { method })], allow: () => 'not_found' })])),

  // machines
  'GET /metrics': machine(),
  'GET /api/health': step('none', { args: () => get('/api/health') }),
  'GET /api/v1/openapi.json': step('none', { args: () => get('/api/v1/openapi.json') }),
  'POST /api/v1/accounts': machine(),
  'POST /api/v1/changes': machine(),
  'POST /api/v1/config': machine(),
  'POST /api/v1/diagnose': machine(),
  'POST /api/v1/events': machine(),
  'POST /api/v1/hooks/[source]': machine({ source: 'github' }),

  // what forms do
  'action search#searchEverywhere': open('read', { args: () => ['maya'], quiet: true }),
  'action tickets/new/actions#readPasted': open('ticket:write', { args: () => ['a text'], quiet: true }),
  'action tickets/actions#open': sends('ticket:write', () => ({ subject: 'Cannot sign in', channel: 'phone', environment: 'production' })),
  'action tickets/actions#answer': onTicket('ticket:write', () => ({ question: 'sure-of-the-password', answer: 'not_sure' })),
  'action tickets/actions#correctExperience': onTicket('ticket:write', async ({ version, unique }) => ({ version: await version(), message: unique(), statusCode: '401' })),
  'action tickets/actions#choose': onTicket('ticket:write', ({ accountId }) => ({ accountId })),
  'action tickets/actions#mark': onTicket('change:write', ({ changeId }) => ({ changeId, state: 'suspect' })),
  'action tickets/actions#pick': onTicket('ticket:write', ({ eventId }) => ({ attempt: eventId })),
  'action tickets/actions#assign': onTicket('ticket:write', async ({ unassign }) => (await unassign(), { to: 'me' })),
  'action tickets/actions#take': onTicket('ticket:write', async ({ unassign }) => (await unassign(), { to: 'me' })),
  'action tickets/actions#status': onTicket('ticket:write', () => ({ status: 'waiting' })),
  'action tickets/actions#decide': onTicket('verdict:write', () => ({ decision: 'corrected', correctedCause: 'account-locked', reason: 'The record says it, and so does the log.' })),
  'action tickets/actions#keepTexts': onTicket('ticket:write', () => ({ reply: 'Hello', note: 'Locked' })),
  'action changes/[id]/actions#teach': sends('change:write', ({ changeId }) => ({ id: changeId, touches: 'yes' })),
  'action tickets/actions#reach': open('read', { args: ({ ticket }) => [ticket.number, 'verdict'], quiet: true }),
  'action tickets/[number]/recover/[action]/actions#loadRecovery': about(({ ticket }) => [ticket.id, 'unlock_account', null]),
  'action tickets/[number]/recover/[action]/actions#recover': sends(
    'recover:unlock_account',
    async (cell) => ({
      ticketId: cell.ticket.id, action: 'unlock_account', words: 'The caller was verified by a call back.', override: 'The matrix has no verdict to fit.',
      ...(await proven(cell)), idempotencyKey: newId(), confirmed: 'yes',
    }),
    { targets: TARGETS, allow: mayUnlock },
  ),
  'action tickets/[number]/recover/[action]/actions#checkCaller': open('ticket:write', { args: form(({ ticket }) => ({ ticketId: ticket.id, action: 'unlock_account', verb: 'refuse' })), targets: TARGETS, allow: found('ticket:write') }),
  'action tickets/[number]/recover/[action]/actions#watch': open('read', { args: () => [newId()], quiet: true }),
  'action patterns/actions#post': sends('ticket:write', ({ patternId }) => ({ patternId, state: 'fixing', text: 'A fix is on its way' })),
  'action patterns/actions#follow': sends('read', ({ patternId }) => ({ patternId, follow: 'yes' })),
  'action patterns/actions#seen': open('read', { args: form(() => ({})) }),
  // Nothing of these ids is there: who may is told so, who may not is refused before.
  'action bulks/actions#prepare': open('recover:unlock_account', { args: form(() => ({ patternId: newId(), action: 'unlock_account' })), allow: absent('recover:unlock_account') }),
  'action bulks/actions#ask': open('ticket:write', { args: form(() => ({ bulkId: newId(), planHash: '0'.repeat(64), ticketId: newId(), reason: 'Locked out by a rollback', confirmed: 'yes' })), allow: absent('ticket:write') }),
  'action bulks/actions#answer': open('recover:approve', { args: form(() => ({ bulkId: newId(), decision: 'denied', reason: 'There is no such bulk', payloadHash: '0'.repeat(64) })), allow: absent('recover:approve') }),
  'action bulks/actions#stop': open('ticket:write', { args: form(() => ({ bulkId: newId() })), allow: absent('ticket:write') }),
  'action changes/actions#review': sends('change:write', ({ changeId }) => ({ changeId, state: 'reviewed', note: '' })),
  'action approvals/actions#decideRequest': open('recover:approve', { args: form(() => ({ requestId: newId(), decision: 'denied', reason: 'There is no such request', payloadHash: '0'.repeat(64) })), allow: (role) => (has('recover:approve')(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action approvals/actions#vouch': open('ticket:write', { args: form(() => ({ id: newId(), outcome: 'passed', note: 'By their face and voice' })), allow: (role) => (has('ticket:write')(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action demo/mailbox/actions#passFactor': open('ticket:write', { args: form(() => ({ id: newId() })), allow: (role) => (has('ticket:write')(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action reveal-actions#revealValue': open('ticket:write', { args: form(({ accountId, ticket }) => ({ what: 'account.email', id: accountId, ticket: String(ticket.number), reason: 'The caller spells another one' })), targets: TARGETS, allow: found('ticket:write') }),
  'action protect-actions#lift': open('recover:override', { args: form(({ accountId }) => ({ accountId, reason: 'Spoke with them on the number on file' })), allow: (role) => (has('recover:override')(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action protect-actions#settle': open('ticket:write', { args: form(() => ({ id: newId(), reason: 'It was them, by a call back' })), allow: (role) => (has('ticket:write')(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action protect-actions#settleAlarm': open('ticket:write', { args: form(() => ({ id: newId(), as: 'right', reason: 'The edge blocks the range now' })), allow: (role) => (has('ticket:write')(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action protect-actions#sendAgain': open(ADMIN, { args: form(() => ({ id: newId() })), allow: (role) => (has(ADMIN)(role) === 'granted' ? 'not_found' : 'forbidden') }),
  'action protect-actions#seen': open('audit:read', { args: form(() => ({ agentId: newId(), kind: 'reveal', hour: '2026-11-28T09:00:00Z' })) }),
  'action audit/actions#check': open('audit:read', { args: form(() => ({})) }),
  'action step-up#askStepUp': open('read'),
  'action step-up#answerStepUp': open('read', { args: () => [{ action: 'a', targetId: 'b', params: null }, '', {}] }),

  // settings
  'action settings/actions#makeToken': sends(ADMIN, newToken),
  'action settings/actions#endToken': sends(ADMIN, ({ tokenId }) => ({ id: tokenId })),
  'action settings/actions#addAgent': sends(ADMIN, newColleague),
  'action settings/actions#editAgent': sends(ADMIN, promotion),
  'action settings/actions#editService': sends(ADMIN, () => ({ name: 'auth-service', owner: 'Identity' })),
  'action settings/actions#endTheirs': sends(ADMIN, ({ victim }) => ({ agentId: victim.id, id: victim.sessionId })),
  'action settings/actions#resetTheirs': sends(ADMIN, async ({ victim, proof }) => ({ id: victim.id, stepUpProof: await proof('agent.reset_sign_in', victim.id) })),
  'action settings/actions#turnGuard': open('guard:write', { args: form((cell) => withProof(cell, { name: 'kill_switch', to: 'off', reason: 'It is off already' }, guardOffBinding('kill_switch'))) }),
  'action settings/actions#endMine': sends('read', ({ sessionId }) => ({ id: sessionId })),
  'action settings/actions#chooseAppearance': open('read', { args: form(() => ({ theme: 'dark' })) }),
  'action settings/security/actions#addMyApp': open('read', { args: form(() => ({ code: '000000' })) }),
  'action settings/security/actions#offerMyPasskey': open('read'),
  'action settings/security/actions#addMyPasskey': open('read', { args: () => ['', {}, new FormData()] }),
  'action settings/security/actions#dropFactor': sends('read', async ({ factorId, proof }) => ({ id: factorId, stepUpProof: await proof('agent.remove_factor', factorId) })),
  'action settings/security/actions#makeCodes': sends('read', async ({ agentId, proof }) => ({ stepUpProof: await proof('agent.recovery_codes', agentId) })),
}
