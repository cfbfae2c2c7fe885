import { ZITADEL_CODES } from './codes/zitadel'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { firstText, folded } from './json'
import type { Code } from './define'

const ERROR = /\bErrors\.[A-Z]\w{1,40}(?:\.\w{1,40}){1,4}/g
const EVENT = /\b(?:user|project)\.(?:human|machine|application|locked|deactivated)[a-z.0-9]{0,80}\b/
const ID = /\bID=([A-Z]{2,20}-\w{4,12})\b|\(([A-Z]{2,20}-\w{4,12})\)/
/** Sentences of its pages, whole. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^User could not be found(?: \([A-Z]+-\w+\))?\.?$/, 'Errors.User.NotFound'],
  [/^External Login Provider not allowed\b/, 'Errors.User.ExternalIDP.NotAllowed'],
  [/^(?:Username or )?[Pp]assword is invalid \([A-Z]+-\w+\)$/, 'Errors.User.UsernameOrPassword.Invalid'],
]

function codeOf(line: Line): { key: string; code: Code } | null {
  if (isRecord(line) && !('event_type' in folded(line.json))) return null
  const text = line.json === null ? line.text : `${spokenText(line)} ${firstText(folded(line.json).event_type, folded(line.json).type) ?? ''}`
  const named = [...text.matchAll(ERROR)].map(([key]) => key).find((key) => lookUp(ZITADEL_CODES, key)) ?? EVENT.exec(text)?.[0] ?? PAGES.find(([says]) => says.test(text.trim()))?.[1]
  const code = lookUp(ZITADEL_CODES, named)
  return named !== undefined && code ? { key: named, code } : null
}

export default defineFormat({
  id: 'zitadel',
  reach: 'product',
  title: 'ZITADEL',
  vendor: 'ZITADEL',
  about: 'Error ids (Errors.…) in logs and answers, event types of the user’s history, and the few whole sentences of its pages that name one cause.',
  references: ['https://zitadel.com/docs/guides/integrate/external-audit-log', 'https://zitadel.com/docs/support/troubleshooting'],
  recognise: (line) => codeOf(line) !== null,
  read: (line) => {
    const found = codeOf(line)
    const reason = found?.code.reason ?? 'unknown'
    const id = ID.exec(line.text)
    return { ...envelopeOf(line), hop: 'idp', outcome: reason === 'success' ? 'success' : 'failure', reason, code: found?.key, rule: id?.[1] ?? id?.[2], message: spokenText(line).slice(0, 1000) }
  },
  samples: [
    { name: 'an unknown user in the log', raw: 'time="2026-03-02T08:00:00Z" level=error msg="ID=QUERY-Dfbg2 Message=Errors.User.NotFound Parent=(sql: no rows in result set)"', facts: { at: '2026-03-02T08:00:00.000Z', reason: 'unknown_user', code: 'Errors.User.NotFound', rule: 'QUERY-Dfbg2' } },
    { name: 'an event of the history', raw: { event_type: 'user.human.mfa.otp.check.failed', user: 'maya@example.com' }, facts: { reason: 'mfa_code_invalid', attempted: 'maya@example.com' } },
    { name: 'a provider that the organisation does not allow', raw: 'External Login Provider not allowed', facts: { reason: 'method_disabled' } },
  ],
  rejects: ['Errors.Stock.Empty', 'User could not be found in the phone book of the town', 'user.human.resources'],
})
