import { describe, expect, it } from 'vitest'
import type { EventRow } from '../events/event-row'
import { bearingOn, courseOf } from './events-of-ticket'

const REPORTED = new Date('2026-11-24T12:00:00Z')
const HOUR = 3_600_000

/** Events by hours before the report, newest first. */
function events(...given: (readonly [hoursAgo: number, reason: string, trace?: string])[]): EventRow[] {
  return given
    .map(([hoursAgo, reason, trace], index) => {
      const at = new Date(REPORTED.getTime() - hoursAgo * HOUR)
      return {
        id: `e${index}`, at, received_at: at, environment: 'production', service: 'auth', version: null, hop: 'auth' as const, host: null, trace_id: trace ?? null, duration_ms: null,
        outcome: reason === 'success' ? ('success' as const) : ('failure' as const), reason, code: null, rule: null, message: null, attempted: null, account_id: null, client: null,
        client_version: null, provider: null, ip: null, user_agent: null, details: {}, format: 'latchkey', raw: '{}',
      }
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
}

const hours = (row: EventRow | null) => row && (REPORTED.getTime() - row.at.getTime()) / HOUR

describe('the course of a trouble', () => {
  it.each([
    ['nothing in the log', events(), { good: null, first: null, last: null, failed: 0 }],
    ['good sign-ins only', events([3, 'success'], [30, 'success']), { good: 3, first: null, last: null, failed: 0 }],
    ['three tries after a good one', events([1, 'bad_password'], [2, 'bad_password'], [3, 'bad_password'], [30, 'success']), { good: 30, first: 3, last: 1, failed: 3 }],
    ['tries that led to a lock belong to it', events([1, 'account_locked'], [1.2, 'bad_password'], [1.3, 'bad_password'], [30, 'success']), { good: 30, first: 1.3, last: 1, failed: 3 }],
    ['codes that work one day and not the next', events([1, 'mfa_code_invalid'], [20, 'success'], [30, 'mfa_code_invalid'], [80, 'success'], [90, 'mfa_code_invalid']), { good: null, first: 90, last: 1, failed: 3 }],
    ['another reason before a good sign-in does not belong', events([1, 'mfa_code_invalid'], [20, 'success'], [21, 'bad_password'], [40, 'success']), { good: 20, first: 1, last: 1, failed: 1 }],
    ['the same reason weeks earlier does not belong', events([1, 'bad_password'], [2, 'success'], [300, 'bad_password']), { good: 2, first: 1, last: 1, failed: 1 }],
    ['a failure long ago, and in since', events([50, 'success'], [400, 'bad_password']), { good: 50, first: null, last: null, failed: 0 }],
    ['a failure long ago, and never in since', events([400, 'bad_password'], [420, 'success']), { good: 420, first: 400, last: 400, failed: 1 }],
    ['failures after the report count', events([-2, 'bad_password'], [30, 'success']), { good: 30, first: -2, last: -2, failed: 1 }],
    ['two records of one attempt are one', events([1, 'bad_password', 't1'], [1.001, 'token_expired', 't1'], [30, 'success']), { good: 30, first: 1.001, last: 1, failed: 1 }],
  ])('%s', (_, rows, expected) => {
    const course = courseOf(rows, REPORTED)
    expect({ good: hours(course.lastGood), first: hours(course.firstFailed), last: hours(course.lastFailed), failed: course.failed }).toEqual(expected)
  })

  it('keeps every good sign-in and only the failures near the trouble as evidence', () => {
    const rows = events([1, 'bad_password'], [60, 'unknown_user'], [70, 'success'], [300, 'bad_password'], [310, 'success'])
    expect(bearingOn(rows, courseOf(rows, REPORTED)).map(hours)).toEqual([1, 60, 70, 310])
    const ended = events([50, 'success'], [400, 'bad_password'])
    expect(bearingOn(ended, courseOf(ended, REPORTED)).map(hours)).toEqual([50])
  })
})
