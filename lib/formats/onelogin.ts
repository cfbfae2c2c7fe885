import { code, lookUp } from './codes/code'
import { defineFormat, type Code, type Line } from './define'
import { firstText, folded, textOf, wordOf, type Json } from './json'
import { readTime } from './read-time'
import type { EventFactsInput } from '@/lib/evidence/event'

/** Event types of the Events API (developers.onelogin.com, event types). */
const CODES: Readonly<Record<string, Code>> = {
  '5': code('success', 'Signed in.'),
  '6': code('bad_username_or_password', 'Sign-in failed.'),
  '8': code('success', 'Signed in to an app.'),
  '9': code('mfa_failed', 'A second factor failed.'),
  '90': code('user_not_assigned', 'The app is not assigned.'),
  '531': code('account_locked', 'The user was locked by failed sign-ins.'),
  '551': code('account_disabled', 'The user was suspended.'),
  '553': code('account_locked', 'The user was locked.'),
}

const typeOf = (keys: Json) => wordOf(keys.event_type_id)

function read({ json }: Line): EventFactsInput {
  const keys = folded(json)
  const named = typeOf(keys)
  const known = lookUp(CODES, named)
  return {
    at: readTime(keys.created_at ?? keys.event_timestamp),
    sourceId: firstText(keys.uuid) ?? wordOf(keys.id),
    hop: 'idp',
    outcome: known === undefined ? 'info' : known.reason === 'success' ? 'success' : 'failure',
    reason: known?.reason ?? 'unknown',
    code: named,
    message: firstText(keys.error_description, keys.notes, keys.custom_message) ?? known?.meaning,
    attempted: textOf(keys.user_name),
    accountId: wordOf(keys.user_id),
    client: textOf(keys.app_name),
    ip: firstText(keys.ipaddr, keys.ip),
  }
}

export default defineFormat({
  id: 'onelogin',
  reach: 'product',
  title: 'OneLogin events',
  vendor: 'One Identity',
  about: 'Records of the Events API and of event webhooks, by event_type_id. Types that are not about signing in are information.',
  references: ['https://developers.onelogin.com/api-docs/1/events/event-resource'],
  recognise: ({ json }) => json !== null && typeOf(folded(json)) !== undefined && ('account_id' in folded(json) || 'user_name' in folded(json) || 'ipaddr' in folded(json)),
  read,
  samples: [
    { name: 'a failed sign-in', raw: { id: 11, created_at: '2026-03-02T08:00:00.000Z', account_id: 7, user_id: 9, user_name: 'Maya Okafor', event_type_id: 6, ipaddr: '203.0.113.9' }, facts: { at: '2026-03-02T08:00:00.000Z', outcome: 'failure', reason: 'bad_username_or_password', ip: '203.0.113.9' } },
    { name: 'an app that is not assigned', raw: { id: 12, account_id: 7, user_name: 'maya', event_type_id: 90, app_name: 'Wiki' }, facts: { reason: 'user_not_assigned', client: 'Wiki' } },
  ],
  rejects: [{ event_type_id: 6 }, { event_type: 'login', user_name: 'maya' }],
})
