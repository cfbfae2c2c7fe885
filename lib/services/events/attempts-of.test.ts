import { expect, it } from 'vitest'
import { attemptsOf } from './attempts-of'
import type { EventRow } from './event-row'

const row = (id: string, seconds: number, outcome: EventRow['outcome'], reason: string, trace_id: string | null = null): EventRow => {
  const at = new Date(Date.parse('2026-11-24T09:00:00Z') + seconds * 1000)
  return {
    id, at, received_at: at, environment: 'production', service: null, version: null, hop: 'auth', host: null, trace_id, duration_ms: null, outcome, reason, code: null, rule: null, message: null,
    attempted: null, account_id: null, client: null, client_version: null, provider: null, ip: null, user_agent: null, details: {}, format: 'latchkey', raw: '{}',
  }
}

it('groups records to attempts, newest first, each by the record that decided it', () => {
  const events = [
    row('i', 60, 'failure', 'unknown'),
    row('h', 50, 'info', 'success', 't2'),
    row('g', 45, 'success', 'success', 't2'),
    row('f', 44, 'challenge', 'mfa_required', 't2'),
    row('e', 30, 'info', 'success'),
    row('c', 20, 'failure', 'token_expired', 't1'),
    row('b', 10, 'failure', 'bad_password', 't1'),
    row('a', 5, 'challenge', 'mfa_required', 't0'),
  ]
  expect(attemptsOf(events).map(({ id }) => id)).toEqual(['i', 'g', 'b'])
  expect(attemptsOf([])).toEqual([])
})
